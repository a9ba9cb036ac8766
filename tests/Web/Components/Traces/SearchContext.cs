using Bunit;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Tests.Web.Components.Logs;
using Mem0Observability.Web.Time;
using Microsoft.Extensions.DependencyInjection;

namespace Mem0Observability.Tests.Web.Components.Traces;

/// <summary>Pages over a log store and a trace store that a test fills.</summary>
internal sealed class SearchContext : BunitContext
{
    public SearchContext()
    {
        // What a browser would measure is 0 here.
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(new SignalSources(null!, null!, null!, Logs, Traces, null!));
        Services.AddSingleton(TimeProvider.System);
        Services.AddScoped<PageClock>();
    }

    public FakeLogs Logs { get; } = new();

    public FakeTraces Traces { get; } = new();

    public static PageTime Hour { get; } = new(TimeRange.Default, Spans.Start, Spans.Start.AddHours(1));

    public static StackException Unreachable(string what) => new("Unreachable", StackErrorCategory.ResourceUnavailable, $"{what} cannot be reached.", what);
}
