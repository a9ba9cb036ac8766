using System.Globalization;
using Mem0Observability.Model;
using Mem0Observability.Provisioning;
using Mem0Observability.Signals;

namespace Mem0Observability.Observer.Provisioning;

/// <summary>The command <c>provision elasticsearch|kibana</c>: sets the one up, says each step on a line, and ends.</summary>
internal sealed class ProvisionCommand(Func<string, string?> variable, TextWriter output, TextWriter errors)
{
    private const int Done = 0, Failed = 1, WrongUse = 2;

    private const string Usage = "Usage: provision elasticsearch|kibana";

    /// <summary>How long one request may be repeated while the other side is still starting.</summary>
    private const int DefaultPatienceSeconds = 300;

    /// <summary>Where the compose file mounts the files and the secrets.</summary>
    public string Folder { get; init; } = "/etc/mem0-monitoring";

    public string Secrets { get; init; } = "/run/secrets";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (arguments is not [var what] || what is not ("elasticsearch" or "kibana"))
            return await RefuseAsync(Usage);
        (string name, string otherwise) = what == "kibana" ? ("MEM0_KIBANA_URL", "http://kibana:5601") : ("MEM0_ELASTICSEARCH_URL", "http://elasticsearch:9200");
        string url = variable(name) is { Length: > 0 } set ? set : otherwise;
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
            return await RefuseAsync($"{name} must be an address like '{otherwise}', not '{url}'");
        string seconds = variable("MEM0_PROVISION_SECONDS") is { Length: > 0 } text ? text : DefaultPatienceSeconds.ToString(CultureInfo.InvariantCulture);
        if (!int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out int patience))
            return await RefuseAsync($"MEM0_PROVISION_SECONDS must be a whole number, not '{seconds}'");

        using HttpClient http = StackHttp.Create();
        try
        {
            IReadOnlyList<ProvisioningStep> steps = Steps(what, http, address, TimeSpan.FromSeconds(patience));
            return await FollowAsync(ProvisioningRun.RunAsync(steps, TimeProvider.System, cancellationToken), cancellationToken);
        }
        catch (StackException e)
        {
            await SayAsync(e);
            return Failed;
        }
    }

    private IReadOnlyList<ProvisioningStep> Steps(string what, HttpClient http, Uri address, TimeSpan patience)
    {
        var files = new ProvisioningFiles(Path.Combine(Folder, what));
        var secrets = new SecretFiles(Secrets);
        Func<string> password = () => secrets.Read(ElasticProvisioning.PasswordSecret);
        return what == "kibana"
            ? KibanaProvisioning.Steps(new KibanaAdmin(http, address, password, patience, TimeProvider.System), files)
            : ElasticProvisioning.Steps(new ElasticAdmin(http, address, password, patience, TimeProvider.System), files, secrets);
    }

    private async Task<int> FollowAsync(IAsyncEnumerable<StackItem> items, CancellationToken cancellationToken)
    {
        int code = Done;
        await foreach (StackItem item in items.WithCancellation(cancellationToken))
        {
            if (item is OutputItem { Value: ProvisioningResult { Outcome: not StepOutcome.Failed } result })
                await output.WriteLineAsync(FormattableString.Invariant($"{result.Outcome,-9} {result.Name} ({result.Duration.TotalSeconds:0.0} s)"));
            if (item is not ErrorItem error)
                continue;

            code = Failed;
            await SayAsync(error.Error);
        }

        return code;
    }

    private Task SayAsync(StackException e) => errors.WriteLineAsync($"{StepOutcome.Failed,-9} {e.ErrorId}: {e.Message}");

    private async Task<int> RefuseAsync(string message)
    {
        await errors.WriteLineAsync(message);
        return WrongUse;
    }
}
