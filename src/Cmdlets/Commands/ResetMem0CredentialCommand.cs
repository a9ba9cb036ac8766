using System.Management.Automation;
using Mem0Observability.Docker;
using Mem0Observability.Model;
using Mem0Observability.Provisioning.Credentials;
using Mem0Observability.Signals;
using Mem0Observability.Stack;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsCommon.Reset, "Mem0Credential", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(CredentialResult))]
public sealed class ResetMem0CredentialCommand : DeployCommand
{
    private const string Full = nameof(Full);
    private const string Lite = nameof(Lite);

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ValidateSet(
        "elastic", "kibana_system", "mem0_logstash", "mem0_jaeger", "mem0_exporter", "mem0_grafana", "mem0_reader", "grafana_admin", "postgres_exporter", "otlp_token")]
    public string[] Name { get; set; } = [];

    protected override void ProcessRecord()
    {
        var files = Files();
        var secrets = System.IO.Path.Combine(files.StateDirectory, "secrets");
        var chosen = Credential.All.Where(c => IsWanted(c, secrets)).ToList();
        var agreed = chosen.Where(c => ShouldProcess($"{c.Name} ({System.IO.Path.Combine(secrets, c.Secret)})", "Give a new secret, and replace the services that hold it")).ToList();
        if (agreed.Count == 0) return;

        using var turn = Await(_ => Task.FromResult(ProjectLock.Take(files.StateDirectory, ProjectName)));
        using var engine = Await(EngineConnection.OpenAsync);
        using var http = StackHttp.Create();
        var services = Await(async token =>
        {
            var found = await StackView.ListAsync(engine, ProjectName, token);
            StackView.RequireDeployed(found, ProjectName);
            return found;
        });
        var profile = services.Any(s => s.Service == "elasticsearch") ? Full : Lite;
        var choice = Await(token => ImageSources.ResolveAsync(engine, files, profile, ImageSources.Auto, token));
        var project = Await(_ => Task.FromResult(files.ReadMonitoring(profile, choice.Source)));
        var options = new DeploymentOptions(files.StateDirectory, choice.Source, KnownNetworks, new HashSet<string>(), TimeSpan.FromSeconds(TimeoutSeconds));
        var reset = new CredentialReset(
            engine, new CredentialHolders(engine, project, options), secrets, new CredentialStores(http, engine, services, secrets).Of, TimeProvider.System);
        Stream(token => reset.RunAsync(agreed, token));
    }

    /// <summary>What an earlier run left half done for the superuser comes first: without it nothing else can be changed.</summary>
    private bool IsWanted(Credential credential, string secrets) =>
        Name.Contains(credential.Name, StringComparer.OrdinalIgnoreCase)
        || (credential.Name == "elastic" && File.Exists(System.IO.Path.Combine(secrets, $"{credential.Secret}.next"))
            && Credential.All.Any(c => c.Side == CredentialSide.Elasticsearch && Name.Contains(c.Name, StringComparer.OrdinalIgnoreCase)));
}
