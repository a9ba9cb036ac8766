using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Traces;

namespace Mem0Observability.Tests.Unit.Signals;

public sealed class TraceListingTests
{
    private readonly FakeTraceStore _store = new();
    private readonly ManualTime _time = new();

    [Fact]
    public async Task Each_trace_is_given_once_however_often_it_is_named()
    {
        _store.Trace = id => Telemetry.Request(id);
        var listing = new TraceListing(_store, _time);
        List<StackItem> first = await listing.GetAsync([Telemetry.TraceId, Telemetry.TraceId.ToUpperInvariant()], TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        List<StackItem> second = await listing.GetAsync([Telemetry.TraceId], TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        first.Should().ContainSingle().Which.Should().BeOfType<OutputItem>();
        second.Should().BeEmpty();
    }

    [Fact]
    public async Task A_wrong_or_unknown_id_is_an_error_of_that_input_and_the_next_is_asked_for()
    {
        _store.Trace = id => id == Telemetry.TraceId ? Telemetry.Request() : null;
        List<StackItem> items = await new TraceListing(_store, _time).GetAsync(["x", new string('a', 32), Telemetry.TraceId], TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
        items.OfType<ErrorItem>().Select(e => e.Error.ErrorId).Should().Equal("TraceIdInvalid", "TraceNotFound");
        items.OfType<OutputItem>().Should().ContainSingle();
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_the_fault_of_the_run()
    {
        _store.Fault = new("TraceStoreUnreachable", StackErrorCategory.ResourceUnavailable, "gone", "observer");
        await Raised.ByAsync(
            () => new TraceListing(_store, _time).GetAsync([Telemetry.TraceId], default).ToListAsync().AsTask(), "TraceStoreUnreachable", StackErrorCategory.ResourceUnavailable);
    }

    [Fact]
    public async Task A_search_is_passed_on_for_the_last_hour()
    {
        var attributes = new Dictionary<string, string> { ["http.route"] = "/search" };
        await FindAsync(new("mem0", "POST /search", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), attributes, First: 5));
        _store.Searches.Should().ContainSingle().Which.Should().BeEquivalentTo(new TraceSearch
        {
            Start = _time.GetUtcNow().AddHours(-1),
            End = _time.GetUtcNow(),
            Service = "mem0",
            Operation = "POST /search",
            MinDuration = TimeSpan.FromSeconds(1),
            MaxDuration = TimeSpan.FromSeconds(2),
            Attributes = attributes,
            Limit = 5,
        });
    }

    [Fact]
    public async Task Ranges_that_hold_nothing_are_the_users_fault()
    {
        await Raised.ByAsync(() => FindAsync(new(Start: _time.GetUtcNow())), "TimeRangeInvalid", StackErrorCategory.InvalidArgument);
        await Raised.ByAsync(
            () => FindAsync(new(MinDuration: TimeSpan.FromSeconds(2), MaxDuration: TimeSpan.FromSeconds(1))), "TimeRangeInvalid", StackErrorCategory.InvalidArgument);
    }

    [Fact]
    public async Task Nothing_found_is_said_but_is_no_error() =>
        (await FindAsync(new())).Should().ContainSingle().Which.Should().BeOfType<VerboseItem>();

    private Task<List<StackItem>> FindAsync(TraceRequest request) => new TraceListing(_store, _time).FindAsync(request, default).ToListAsync().AsTask();
}
