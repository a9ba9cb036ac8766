using Bunit;
using Bunit.TestDoubles;
using Mem0Observability.Signals;
using Mem0Observability.Tests.Unit.Signals;
using Mem0Observability.Web;
using Mem0Observability.Web.Access;
using Mem0Observability.Web.Runbooks;
using Mem0Observability.Web.Time;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Mem0Observability.Tests.Web.Components;

/// <summary>Draws parts of pages about a stack that a test makes up. Nobody has signed in until a test says so.</summary>
public abstract class StackPage : BunitContext
{
    private readonly BunitAuthorizationContext _authorization;

    protected StackPage()
    {
        _authorization = this.AddAuthorization();
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(new SignalSources(Metrics, Router, Inbox, Logs, Traces, Probes));
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton(_ => Settings);
        Services.AddSingleton<RunbookFolder>();
        Services.AddScoped<Reader>();
        Services.AddScoped<PageClock>();
        var time = new PageTime(TimeRange.Default, Now.AddHours(-1), Now);
        RenderTree.Add<CascadingValue<PageTime>>(parameters => parameters.Add(v => v.Value, time));
    }

    private protected FakeMetricStore Metrics { get; } = new();

    private protected FakeAlertRouter Router { get; } = new();

    private protected FakeAlertInbox Inbox { get; } = new();

    private protected FakeLogStore Logs { get; } = new();

    private protected FakeTraceStore Traces { get; } = new();

    private protected FakeProbes Probes { get; } = new();

    /// <summary>Stands still: nothing here waits.</summary>
    private protected ManualTime Time { get; } = new() { Horizon = TimeSpan.Zero };

    private protected virtual WebSettings Settings { get; } = new();

    protected DateTimeOffset Now => Time.GetUtcNow();

    protected void SignIn() => _authorization.SetAuthorized("operator");
}
