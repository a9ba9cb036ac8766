using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Networks;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Slo;
using Mem0Observability.Tests.Integration.Setup;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mem0Observability.Tests.Integration.Alerting;

/// <summary>Objectives measured by the shipped Prometheus with the shipped rules.</summary>
public sealed class SloTests : IAsyncLifetime
{
    private readonly INetwork _network = new NetworkBuilder().WithLogger(NullLogger.Instance).Build();
    private readonly HttpClient _http = StackHttp.Create();
    private readonly IContainer _prometheus;

    public SloTests() => _prometheus = ShippedContainer.Of("prometheus", _network).Build();

    public async ValueTask InitializeAsync()
    {
        await _network.CreateAsync();
        await _prometheus.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _prometheus.DisposeAsync();
        await _network.DisposeAsync();
        _http.Dispose();
    }

    [Fact]
    public async Task Every_question_is_understood_and_a_stack_that_nobody_uses_has_no_data()
    {
        var query = new SloQuery(new PrometheusStore(_http, ShippedContainer.Address(_prometheus, "prometheus")), TimeProvider.System);
        var items = await query.RunAsync(new([], [], TimeSpan.FromDays(14)), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        items.Cast<OutputItem>().Select(i => (ServiceLevel)i.Value).Select(l => $"{l.Name} {l.State}").Should().Equal(
            "availability no data", "requests no data", "latency no data");
    }
}
