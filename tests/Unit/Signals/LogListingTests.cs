using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Tests.Unit.Signals;

public sealed class LogListingTests
{
    private readonly FakeLogStore _store = new();
    private readonly ManualTime _time = new();

    [Fact]
    public async Task The_default_is_the_last_hour_and_a_hundred_records()
    {
        await RunAsync(new LogRequest());
        _store.Searches.Should().ContainSingle().Which.Should().BeEquivalentTo(new LogSearch { Start = _time.GetUtcNow().AddHours(-1), End = _time.GetUtcNow(), Limit = 100 });
    }

    [Fact]
    public async Task What_an_id_names_is_looked_for_in_the_last_month()
    {
        await RunAsync(new LogRequest(RequestId: "a1b2c3d4"));
        await RunAsync(new LogRequest(TraceId: Telemetry.TraceId.ToUpperInvariant()));
        _store.Searches.Should().OnlyContain(s => s.End - s.Start == TimeSpan.FromDays(31));
        _store.Searches[1].TraceId.Should().Be(Telemetry.TraceId);
    }

    [Fact]
    public async Task Pages_are_read_until_there_are_as_many_as_wanted()
    {
        _store.Answer = search => Page(search.Limit, search.Cursor is null ? 0 : int.Parse(search.Cursor, null), of: 5000);
        List<StackItem> items = await RunAsync(new LogRequest(First: 2500));
        items.OfType<OutputItem>().Select(i => ((LogEntry)i.Value).Id).Should().Equal(Enumerable.Range(0, 2500).Select(i => $"{i}"));
        items.OfType<VerboseItem>().Should().ContainSingle().Which.Message.Should().Contain("more");
        _store.Searches.Select(s => s.Limit).Should().Equal(1000, 1000, 500);

        (await RunAsync(new LogRequest(First: 10_000))).OfType<OutputItem>().Should().HaveCount(5000);
    }

    [Fact]
    public async Task A_consumer_that_has_enough_costs_one_page()
    {
        _store.Answer = search => Page(search.Limit, 0, of: 5000);
        await new LogListing(_store, _time).RunAsync(new LogRequest(First: 5000), TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken);
        _store.Searches.Should().ContainSingle();
    }

    [Fact]
    public async Task Nothing_found_is_said_but_is_no_error() =>
        (await RunAsync(new LogRequest())).Should().ContainSingle().Which.Should().BeOfType<VerboseItem>();

    [Fact]
    public async Task A_range_that_ends_before_it_starts_is_the_users_fault() =>
        await Raised.ByAsync(() => RunAsync(new LogRequest(Start: _time.GetUtcNow().AddSeconds(1))), "TimeRangeInvalid", StackErrorCategory.InvalidArgument);

    [Fact]
    public async Task A_trace_id_that_is_none_is_an_error_of_that_input() =>
        (await RunAsync(new LogRequest(TraceId: "mem0"))).Should().ContainSingle().Which.Should().BeOfType<ErrorItem>().Which.Error.ErrorId.Should().Be("TraceIdInvalid");

    [Fact]
    public async Task Errors_of_the_store_pass_through()
    {
        _store.Fault = new("LogStoreUnreachable", StackErrorCategory.ResourceUnavailable, "gone", "observer");
        await Raised.ByAsync(() => RunAsync(new LogRequest()), "LogStoreUnreachable", StackErrorCategory.ResourceUnavailable);
    }

    [Theory]
    [InlineData("4BF92F3577B34DA6A3CE929D0E0E4736", true)]
    [InlineData(" 4bf92f3577b34da6a3ce929d0e0e4736\n", true)]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", true)]
    [InlineData("00000000000000000000000000000000", false)]
    [InlineData("4bf92f3577b34da6", false)]
    [InlineData("4bf92f3577b34da6a3ce929d0e0e473g", false)]
    [InlineData("", false)]
    public void Trace_ids_are_taken_in_either_case_and_out_of_a_traceparent(string text, bool isOne) =>
        TraceIds.TryParse(text).Should().Be(isOne ? Telemetry.TraceId : null);

    private static LogPage Page(int limit, int from, int of)
    {
        int to = Math.Min(of, from + limit);
        return new LogPage([.. Enumerable.Range(from, to - from).Select(i => Telemetry.Log("m", -i) with { Id = $"{i}" })], to < of ? $"{to}" : null);
    }

    private Task<List<StackItem>> RunAsync(LogRequest request) => new LogListing(_store, _time).RunAsync(request, default).ToListAsync().AsTask();
}
