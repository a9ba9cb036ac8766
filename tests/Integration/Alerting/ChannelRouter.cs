using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Networks;
using Mem0Observability.Model;
using Mem0Observability.Notifications;
using Mem0Observability.Stack;
using Mem0Observability.Tests.Integration.Deploy;
using Mem0Observability.Tests.Integration.Setup;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mem0Observability.Tests.Integration.Alerting;

/// <summary>Alertmanager as shipped, with a channel of each type that ends in a sink of this process, and one whose secret is wrong.</summary>
public sealed class ChannelRouter : IAsyncLifetime
{
    public const string Password = "mail-s3cr3t";

    public const string Wrong = "token-s3cr3t";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mem0-itest-channels");
    private readonly INetwork _network = new NetworkBuilder().WithLogger(NullLogger.Instance).Build();
    private IContainer? _alertmanager;

    public HttpSink Http { get; } = new(Port.Free());

    public SmtpSink Mail { get; } = new() { Password = Password };

    public IContainer Alertmanager => _alertmanager!;

    internal Uri Address => ShippedContainer.Address(Alertmanager, "alertmanager");

    public async ValueTask InitializeAsync()
    {
        await _network.CreateAsync();
        var files = Repository.Files("mem0-itest", Path.Combine(_folder.FullName, "state"));
        var set = new ChannelReader(p => p).Read([.. Channels()]);
        var change = new ChannelChange(new ChannelFolder(files.StateDirectory), set, BaseFile(), files.ReadMonitoring(StackProfiles.Lite, ImageSources.Distribution));
        change.Write();
        var spec = files.WithChannels(change.Mounted).ReadMonitoring(StackProfiles.Lite, ImageSources.Distribution).Services["alertmanager"];
        _alertmanager = ShippedContainer.Of(spec, _network).WithExtraHost("sink", "host-gateway").Build();
        await _alertmanager.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_alertmanager is not null) await _alertmanager.DisposeAsync();
        await _network.DisposeAsync();
        await Http.DisposeAsync();
        await Mail.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private IEnumerable<NotificationChannel> Channels()
    {
        yield return new() { Name = "chat", Type = "Slack", SecretPath = Secret($"http://sink:{Http.Port}/slack") };
        yield return new() { Name = "team", Type = "Teams", SecretPath = Secret($"http://sink:{Http.Port}/teams") };
        yield return new() { Name = "hook", Type = "Webhook", SecretPath = Secret($"http://sink:{Http.Port}/hook") };
        yield return new() { Name = "pager", Type = "PagerDuty", SecretPath = Secret("pager-s3cr3t") };
        yield return new() { Name = "broken", Type = "Slack", SecretPath = Secret($"http://sink:{Http.Port}/wrong?{Wrong}"), Severity = ["info"] };
        yield return new()
        {
            Name = "mail",
            Type = "Email",
            To = ["ops@example.org"],
            From = "mem0@example.org",
            SmtpHost = "sink",
            SmtpPort = Mail.Port,
            SmtpUser = "mem0",
            SecretPath = Secret(Password),
            RequireTls = false,
        };
    }

    /// <summary>The shipped file with the inbox and PagerDuty's service in this process.</summary>
    private string BaseFile()
    {
        string path = Path.Combine(_folder.FullName, "base.yml");
        string shipped = File.ReadAllText(Path.Combine(Repository.Monitoring, "alertmanager.yml")).Replace("http://observer:9095", $"http://sink:{Http.Port}", StringComparison.Ordinal);
        File.WriteAllText(path, $"global: {{pagerduty_url: 'http://sink:{Http.Port}/pager'}}\n{shipped}");
        return path;
    }

    private string Secret(string content)
    {
        string path = Path.Combine(_folder.FullName, Guid.NewGuid().ToString("N"));
        File.WriteAllText(path, content);
        return path;
    }
}
