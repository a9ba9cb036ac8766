using CsCheck;
using Mem0Observability.Model;
using Mem0Observability.Observer.Store.Blocks;
using Mem0Observability.Observer.Store.Queries;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Tests.Unit.Observer.Store;

public sealed class LogSearchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly DateTimeOffset s_noon = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000);
    private static readonly LogSearch s_everything = new() { Start = s_noon, End = s_noon.AddHours(2), Limit = 10_000 };

    private static readonly string[] s_words = ["timeout", "Memory", "added", "über", "user_7", "retry", "Embedding", "vector", "10", "postgres"];

    private static readonly Gen<TestLog> s_log =
        Gen.Select(Gen.Long[0, 7_199_999], OneOf(s_words).Array[1, 6], Gen.Byte[0, 24], OneOf("mem0", "openmemory", "postgres"), Gen.ULong[0, 20])
            .Select((ms, words, severity, service, key) => new TestLog(UnixNanoseconds.Of(s_noon.AddMilliseconds(ms)), string.Join(' ', words))
            {
                Severity = severity,
                Service = service,
                Trace = key % 7,
                Request = key % 3 == 0 ? $"req-{key}" : null,
                Attributes = key % 2 == 0 ? new() { ["path"] = $"/memories/{key % 4}" } : [],
            });

    private static readonly Gen<LogQuery> s_query = Gen.Recursive<LogQuery>((depth, inner) => depth >= 3
        ? OneOf(s_words).Select(w => (LogQuery)new LogQuery.Text(w))
        : Gen.OneOf(
            OneOf(s_words).Select(w => (LogQuery)new LogQuery.Text(w.ToUpperInvariant())),
            OneOf(s_words).Array[2].Select(w => (LogQuery)new LogQuery.Text(string.Join(' ', w))),
            Gen.Int[0, 3].Select(i => (LogQuery)new LogQuery.Attribute("path", $"/memories/{i}")),
            Gen.Const((LogQuery)new LogQuery.Attribute("container.name", "mem0-1")),
            inner.Select(i => (LogQuery)new LogQuery.Not(i)),
            Gen.Select(inner, inner).Select((a, b) => (LogQuery)new LogQuery.And(a, b)),
            Gen.Select(inner, inner).Select((a, b) => (LogQuery)new LogQuery.Or(a, b))));

    /// <summary>Blocks, head, index and restart against a list that is filtered record by record.</summary>
    [Fact]
    public async Task A_search_finds_what_a_look_at_every_record_finds()
    {
        await using TemporaryStore store = await TemporaryStore.OpenAsync();
        TestLog[] logs = s_log.Array[LogBlockBuilder.Rows * 2 + 700].Single(_ => true, "0000KjQ8NoK1");
        foreach (TestLog[] part in logs.Chunk(1500))
            await store.AddLogsAsync(part);
        IReadOnlyList<LogEntry> all = (await store.Logs.SearchAsync(s_everything, Token)).Entries;
        all.Should().HaveCount(logs.Length).And.BeInDescendingOrder(e => e.UnixNanoseconds);
        all.Select(e => e.Message).Order(StringComparer.Ordinal).SequenceEqual(logs.Select(l => l.Body).Order(StringComparer.Ordinal)).Should().BeTrue();

        await Gen.Select(s_query, OneOf<string[]>([], ["mem0"], ["mem0", "postgres"]), OneOf<string[]>([], ["Error", "Fatal"]), Gen.Int[0, 100], Gen.Int[1, 60])
            .SampleAsync(
                async (query, services, levels, from, minutes) =>
                {
                    LogSearch search = s_everything with
                    {
                        Query = query,
                        Services = services,
                        Levels = levels,
                        Start = s_noon.AddMinutes(from),
                        End = s_noon.AddMinutes(from + minutes),
                        Limit = 200,
                    };
                    LogEntry[] expected =
                    [
                        .. all.Where(e => e.Timestamp >= search.Start && e.Timestamp < search.End
                            && (services.Length == 0 || services.Contains(e.Service)) && (levels.Length == 0 || levels.Contains(e.Level))
                            && LogMatcher.Matches(query, e)),
                    ];
                    IReadOnlyList<LogEntry> found = (await store.Logs.SearchAsync(search, Token)).Entries;
                    string.Join(' ', found.Select(e => e.Id)).Should().Be(string.Join(' ', expected.Take(200).Select(e => e.Id)));
                },
                iter: 60,
                threads: 1);
    }

    [Fact]
    public async Task Pages_follow_one_another_without_gap_or_overlap()
    {
        await using TemporaryStore store = await TemporaryStore.OpenAsync();
        // Many records of one moment: only the order in which they came tells them apart.
        await store.AddLogsAsync(Enumerable.Range(0, 5000).Select(i => new TestLog(UnixNanoseconds.Of(s_noon.AddSeconds(i / 100)), $"line {i}")));
        var seen = new List<string>();
        LogSearch search = s_everything with { Limit = 333 };
        LogPage page;
        do
        {
            page = await store.Logs.SearchAsync(search, Token);
            seen.AddRange(page.Entries.Select(e => e.Message));
            search = search with { Cursor = page.Cursor };
        }
        while (page.Cursor is not null);
        seen.Should().Equal(Enumerable.Range(0, 5000).Reverse().Select(i => $"line {i}"));
    }

    /// <summary>The largest first: a page has one record at least, whatever its size.</summary>
    [Fact]
    public async Task A_page_of_large_records_ends_early_and_the_next_goes_on()
    {
        const int PageBytes = 4 * 1024 * 1024;
        int[] sizes = [.. Enumerable.Range(0, 40).Select(i => i % 2 * 250_000), PageBytes + 1, 100];
        await using TemporaryStore store = await TemporaryStore.OpenAsync();
        foreach (var (size, i) in sizes.Select((size, i) => (size, i)))
            await store.AddLogsAsync(new TestLog(UnixNanoseconds.Of(s_noon.AddSeconds(i)), $"line {i} " + new string('x', size)));

        var seen = new List<string>();
        LogSearch search = s_everything;
        LogPage page;
        do
        {
            page = await store.Logs.SearchAsync(search, Token);
            page.Entries.SkipLast(1).Sum(e => e.Message.Length).Should().BeLessThan(PageBytes);
            seen.AddRange(page.Entries.Select(e => e.Message.Split(' ')[1]));
            search = search with { Cursor = page.Cursor };
        }
        while (page.Cursor is not null);
        seen.Should().Equal(Enumerable.Range(0, sizes.Length).Reverse().Select(i => $"{i}"));
        IReadOnlyList<LogCount> counts = await store.Logs.CountAsync(s_everything with { Query = new LogQuery.Text("line") }, Token);
        counts.Sum(c => c.Count).Should().Be(sizes.Length);
    }

    [Fact]
    public async Task Trace_and_request_ids_are_found_in_blocks_and_in_the_head()
    {
        await using TemporaryStore store = await TemporaryStore.OpenAsync();
        await store.AddLogsAsync(Enumerable.Range(0, 9000).Select(i => new TestLog(UnixNanoseconds.Of(s_noon.AddMilliseconds(i)), $"line {i}")
        {
            Trace = (ulong)(i / 10) + 1,
            Request = $"r{i / 10}",
        }));
        foreach (int group in new[] { 0, 412, 899 })
        {
            string[] lines = [.. Enumerable.Range(group * 10, 10).Reverse().Select(i => $"line {i}")];
            string trace = new string('0', 16) + (group + 1).ToString("x16");
            (await store.Logs.SearchAsync(s_everything with { TraceId = trace }, Token)).Entries.Select(e => e.Message).Should().Equal(lines);
            (await store.Logs.SearchAsync(s_everything with { RequestId = $"r{group}" }, Token)).Entries.Select(e => e.Message).Should().Equal(lines);
        }

        (await store.Logs.SearchAsync(s_everything with { RequestId = "r9999" }, Token)).Entries.Should().BeEmpty();
    }

    [Fact]
    public async Task Counts_are_the_same_by_rollup_and_record_by_record()
    {
        await using TemporaryStore store = await TemporaryStore.OpenAsync();
        TestLog[] logs = [.. s_log.Array[6000].Single(_ => true, "0000KjQ8NoK1").Select(l => l with { Body = "counted " + l.Body })];
        await store.AddLogsAsync(logs);
        IReadOnlyList<LogCount> rollup = await store.Logs.CountAsync(s_everything with { Services = ["mem0"] }, Token);
        IReadOnlyList<LogCount> each = await store.Logs.CountAsync(s_everything with { Services = ["mem0"], Query = new LogQuery.Text("counted") }, Token);
        rollup.Should().BeEquivalentTo(each);
        rollup.Sum(c => c.Count).Should().Be(logs.Count(l => l.Service == "mem0"));
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
