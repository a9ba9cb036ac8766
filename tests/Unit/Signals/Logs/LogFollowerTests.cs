using Mem0Observability.Model;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Tests.Unit.Signals.Logs;

public sealed class LogFollowerTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly ManualTime _time = new();
    private readonly FakeLogStore _store = new();
    private readonly List<LogEntry> _stored = [];

    public LogFollowerTests() => _store.Answer = Page;

    [Fact]
    public async Task Records_come_once_and_oldest_first_even_when_late()
    {
        DateTimeOffset start = _time.GetUtcNow();
        Store("b", start + s_second);
        Store("a", start);
        // Written before b, and arrives after it has been given out.
        int asked = 0;
        _store.Answer = search =>
        {
            if (++asked == 3)
                Store("late", start + TimeSpan.FromSeconds(0.5));
            if (asked == 4)
                Store("c", start + TimeSpan.FromSeconds(4));
            return Page(search);
        };

        (await FollowAsync(start, 4)).Should().Equal("a", "b", "late", "c");
    }

    [Fact]
    public async Task All_pages_are_read_before_the_first_record_is_given()
    {
        DateTimeOffset start = _time.GetUtcNow();
        for (int i = 0; i < 2500; i++)
            Store($"{i}", start.AddMilliseconds(i / 10));

        IReadOnlyList<string> ids = await FollowAsync(start, 2500);

        ids.Should().Equal(Enumerable.Range(0, 2500).Select(i => $"{i}"));
        _store.Searches.Should().HaveCount(3);
    }

    [Fact]
    public async Task A_record_from_the_future_does_not_hide_those_of_the_present()
    {
        DateTimeOffset start = _time.GetUtcNow();
        Store("future", start.AddMinutes(30));
        int asked = 0;
        _store.Answer = search =>
        {
            if (++asked == 2)
                Store("now", start + s_second);
            return Page(search);
        };

        (await FollowAsync(start, 2)).Should().Equal("future", "now");
    }

    [Fact]
    public async Task What_is_remembered_is_bounded_by_the_overlap()
    {
        DateTimeOffset start = _time.GetUtcNow();
        Store("first", start);
        int asked = 0;
        _store.Answer = search =>
        {
            // A minute of polls later the question no longer reaches back to the beginning.
            if (++asked == 62)
            {
                search.Start.Should().Be(_time.GetUtcNow() - s_second - TimeSpan.FromSeconds(30));
                Store("last", _time.GetUtcNow());
            }

            return Page(search);
        };

        (await FollowAsync(start, 2)).Should().Equal("first", "last");
    }

    [Fact]
    public async Task An_error_of_the_store_ends_following()
    {
        _store.Fault = new StackException("LogStoreUnreachable", StackErrorCategory.ResourceUnavailable, "gone");

        await Raised.ByAsync(() => FollowAsync(_time.GetUtcNow(), 1), "LogStoreUnreachable", StackErrorCategory.ResourceUnavailable);
    }

    private void Store(string id, DateTimeOffset time) => _stored.Add(FakeLogStore.Entry("m", time, id));

    /// <summary>As a store answers: newest first, and of the same time the last stored first.</summary>
    private LogPage Page(LogSearch search)
    {
        int skip = search.Cursor is null ? 0 : int.Parse(search.Cursor, null);
        LogEntry[] all = [.. _stored.AsEnumerable().Reverse().Where(e => e.Timestamp >= search.Start && e.Timestamp < search.End).OrderByDescending(e => e.Timestamp)];
        return new LogPage([.. all.Skip(skip).Take(search.Limit)], skip + search.Limit < all.Length ? $"{skip + search.Limit}" : null);
    }

    private async Task<IReadOnlyList<string>> FollowAsync(DateTimeOffset start, int count)
    {
        List<string> ids = [];
        var search = new LogSearch { Start = start, End = start };
        await foreach (LogEntry entry in LogFollower.FollowAsync(_store, search, s_second, _time, TestContext.Current.CancellationToken))
        {
            ids.Add(entry.Id);
            if (ids.Count == count)
                break;
        }

        return ids;
    }
}
