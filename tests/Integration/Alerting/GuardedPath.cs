using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Networks;
using Mem0Observability.Tests.Integration.Setup;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mem0Observability.Tests.Integration.Alerting;

/// <summary>The shipped alert path, and an observer that tells a webhook and a mail server when the path is dead.</summary>
internal sealed class GuardedPath : IAsyncDisposable
{
    private readonly DirectoryInfo _channels = Directory.CreateTempSubdirectory("mem0-itest-channels-");
    private readonly IContainer _observer;

    private GuardedPath(WebhookSink webhook)
    {
        Webhook = webhook;
        Network = new NetworkBuilder().WithLogger(NullLogger.Instance).Build();
        Prometheus = ShippedContainer.Of("prometheus", Network).Build();
        Alertmanager = ShippedContainer.Of("alertmanager", Network).Build();
        WriteChannels();
        _observer = ShippedContainer.Of("observer", Network)
            .WithBindMount(_channels.FullName, "/etc/observer/test-channels", AccessMode.ReadOnly)
            .WithEnvironment("OBSERVER_CHANNELS", "/etc/observer/test-channels")
            .Build();
    }

    public INetwork Network { get; }

    public IContainer Prometheus { get; }

    public IContainer Alertmanager { get; }

    public WebhookSink Webhook { get; }

    public SmtpSink Mail { get; } = new();

    public static async Task<GuardedPath> StartAsync()
    {
        var path = new GuardedPath(await WebhookSink.StartAsync());
        await path.Network.CreateAsync();
        await Task.WhenAll(path.Prometheus.StartAsync(), path.Alertmanager.StartAsync(), path._observer.StartAsync());
        return path;
    }

    public ObserverClient Client() => new(ShippedContainer.Address(_observer, "observer"));

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Prometheus.DisposeAsync().AsTask(), Alertmanager.DisposeAsync().AsTask(), _observer.DisposeAsync().AsTask());
        await Network.DisposeAsync();
        await Webhook.DisposeAsync();
        await Mail.DisposeAsync();
        _channels.Delete(recursive: true);
    }

    private void WriteChannels()
    {
        // The container's user has no right to pass over the folder's mode.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_channels.FullName, (UnixFileMode)Convert.ToInt32("755", 8));
        File.WriteAllText(Path.Combine(_channels.FullName, "hook.secret"), Webhook.Address + "/dead");
        File.WriteAllText(Path.Combine(_channels.FullName, "channels.json"), $$"""
            {"channels":[
              {"name":"hook","type":"webhook","secretFile":"hook.secret","severity":["page"],"service":[],"tier":1},
              {"name":"mail","type":"email","severity":["page"],"service":[],"tier":1,"to":["duty@example.org"],"from":"mem0@example.org",
               "smtpHost":"host.docker.internal","smtpPort":{{Mail.Port}},"requireTls":false}]}
            """);
    }
}
