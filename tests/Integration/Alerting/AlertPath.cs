using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Networks;
using Mem0Observability.Tests.Integration.Setup;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mem0Observability.Tests.Integration.Alerting;

/// <summary>Prometheus, Alertmanager and the observer, as shipped, on a network of their own.</summary>
public sealed class AlertPath : IAsyncLifetime
{
    private readonly INetwork _network = new NetworkBuilder().WithLogger(NullLogger.Instance).Build();
    private readonly IContainer _prometheus;
    private readonly IContainer _alertmanager;

    public AlertPath()
    {
        _prometheus = ShippedContainer.Of("prometheus", _network).Build();
        _alertmanager = ShippedContainer.Of("alertmanager", _network).Build();
        Observer = ShippedContainer.Of("observer", _network).Build();
    }

    public IContainer Observer { get; }

    /// <summary>Asks the observer; its port changes when its container is started again.</summary>
    internal ObserverClient Client() => new(ShippedContainer.Address(Observer, "observer"));

    public async ValueTask InitializeAsync()
    {
        await _network.CreateAsync();
        await Task.WhenAll(_prometheus.StartAsync(), _alertmanager.StartAsync(), Observer.StartAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_prometheus.DisposeAsync().AsTask(), _alertmanager.DisposeAsync().AsTask(), Observer.DisposeAsync().AsTask());
        await _network.DisposeAsync();
    }
}
