using System.Text;
using Mem0Observability.Model;
using Mem0Observability.Observer.Store;
using Mem0Observability.Observer.Store.Engine;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Logs;
using Mem0Observability.Signals.Traces;

// The same damage for the same seed, every time.
#pragma warning disable CA5394

namespace Mem0Observability.Tests.Unit.Observer.Store;

/// <summary>Three partitions of which one is damaged: the others answer, and what is acknowledged afterwards is there.</summary>
public sealed class DamageTests : IDisposable
{
    private const int Rows = 5000;
    private static readonly DateTimeOffset s_noon = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000);
    private static readonly LogSearch s_everything = new() { Start = s_noon, End = s_noon.AddHours(2), Limit = 10_000 };
    private static readonly StoreLimits s_limits = new(TimeSpan.FromDays(7), 1L << 30, PartitionRows: Rows);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mem0-store-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string[] Files => [.. _folder.GetFiles("telemetry-*.db").Select(f => f.FullName).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_damaged_file_that_cannot_be_renamed_stays_out_and_the_others_answer()
    {
        await FillAsync();
        string middle = Files[1];
        await OverwriteAsync(middle, 8192, int.MaxValue, 1);
        // As on a disk that became read-only because it is failing.
        string obstacle = Directory.CreateDirectory(middle + ".damaged").CreateSubdirectory("full").FullName;
        await using (TemporaryStore store = await TemporaryStore.OpenAsync(_folder.FullName, s_limits))
        {
            for (int i = 0; i < 2; i++)
                (await MessagesAsync(store)).Should().BeEquivalentTo([.. Lines(0), .. Lines(2)]);
            await store.AddLogsAsync(Line(99));
            File.Exists(middle).Should().BeTrue();
        }

        Directory.Delete(obstacle);
        Directory.Delete(middle + ".damaged");
        await using TemporaryStore later = await TemporaryStore.OpenAsync(_folder.FullName, s_limits);
        (await MessagesAsync(later)).Should().BeEquivalentTo([.. Lines(0), .. Lines(2), "line 99"]);
        File.Exists(middle + ".damaged").Should().BeTrue();
    }

    [Fact]
    public async Task Rows_are_not_acknowledged_into_a_file_that_a_question_found_damaged()
    {
        await using TemporaryStore store = await TemporaryStore.OpenAsync(_folder.FullName, s_limits);
        await store.AddLogsAsync(Line(1));
        store.Partitions.SetAside(Files[^1], "a question says so");
        Func<Task> add = () => store.AddLogsAsync(Line(2));
        (await add.Should().ThrowAsync<StoreUnavailableException>()).Which.Reason.Should().Be("damaged");

        await store.AddLogsAsync(Line(3));
        (await MessagesAsync(store)).Should().Equal("line 3");
    }

    /// <summary>What a full disk leaves where the next partition should begin.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_file_without_tables_hinders_no_question_and_forgets_no_position(int number)
    {
        await FillAsync();
        string path = number == 2 ? Path.Combine(_folder.FullName, "telemetry-0000009999.db") : Files[number];
        await File.WriteAllBytesAsync(path, [], Token);

        await using TemporaryStore store = await TemporaryStore.OpenAsync(_folder.FullName, s_limits);
        Encoding.UTF8.GetString(store.Sink.Positions()["mem0.log"]).Should().Be("2");
        await store.AddLogsAsync(Line(99));
        IReadOnlyList<LogEntry> found = await FindAsync(store);
        found.Should().OnlyHaveUniqueItems(e => e.Id).And.HaveCount(number == 2 ? (3 * 4) + 1 : (2 * 4) + 1);
    }

    /// <summary>Whatever the disk gives back, it is an answer, or a word that the store cannot be read.</summary>
    [Fact]
    public async Task A_damage_anywhere_harms_no_other_partition()
    {
        await FillAsync();
        Dictionary<string, byte[]> sound = Files.ToDictionary(f => f, File.ReadAllBytes);
        for (int seed = 0; seed < 20; seed++)
        {
            foreach (FileInfo old in _folder.GetFiles())
                old.Delete();
            foreach (var (path, content) in sound)
                await File.WriteAllBytesAsync(path, content, Token);
            var random = new Random(seed);
            int damaged = random.Next(3);
            await OverwriteAsync(sound.Keys.ElementAt(damaged), random.Next((int)new FileInfo(sound.Keys.ElementAt(damaged)).Length), random.Next(1, 20_000), seed);

            await using TemporaryStore store = await TemporaryStore.OpenAsync(_folder.FullName, s_limits);
            await store.AddLogsAsync(Line(99));
            IEnumerable<string> others = Enumerable.Range(0, 3).Where(p => p != damaged).SelectMany(Lines);
            (await MessagesAsync(store)).Should().Contain([.. others, "line 99"], "seed {0} damages partition {1}", seed, damaged);
            await AskAsync(store);
        }
    }

    private static async Task AskAsync(TemporaryStore store)
    {
        var search = new TraceSearch { Start = s_noon, End = s_noon.AddHours(2), Limit = 100 };
        await store.Traces.FindAsync(search, Token);
        await store.Traces.ServicesAsync(Token);
        await store.Traces.OperationsAsync("mem0", Token);
        await store.Traces.DependenciesAsync(s_noon, s_noon.AddHours(2), Token);
        await store.Traces.LatenciesAsync(null, s_noon, s_noon.AddHours(2), Token);
        await store.Logs.CountAsync(s_everything, Token);
        await store.Logs.CountAsync(s_everything with { Query = new LogQuery.Attribute("container.name", "mem0-1") }, Token);
    }

    private static TestLog Line(int number) => new(UnixNanoseconds.Of(s_noon.AddSeconds(number)), $"line {number}");

    /// <summary>Four of each partition's, among thousands that no search asks for.</summary>
    private static IEnumerable<string> Lines(int partition) => Enumerable.Range(partition * 4, 4).Select(i => $"line {i}");

    private async Task FillAsync()
    {
        await using TemporaryStore store = await TemporaryStore.OpenAsync(_folder.FullName, s_limits);
        for (int partition = 0; partition < 3; partition++)
        {
            int number = partition;
            await store.CommitAsync(batch =>
            {
                for (int i = 0; i < 4; i++)
                    Line((number * 4) + i).AddTo(batch);
                for (int i = 0; i < 500; i++)
                    new TestLog(UnixNanoseconds.Of(s_noon.AddHours(3)), $"filler {i}").AddTo(batch);
                for (int i = 0; i < Rows - 504; i++)
                    new TestSpan((ulong)((number * Rows) + (i / 8) + 1), (ulong)i + 1, UnixNanoseconds.Of(s_noon.AddMinutes(number)) + i).AddTo(batch);
                batch.SetPosition("mem0.log", Encoding.UTF8.GetBytes($"{number}"));
            });
        }
    }

    private static async Task OverwriteAsync(string path, int from, int length, int seed)
    {
        byte[] content = await File.ReadAllBytesAsync(path, Token);
        new Random(seed).NextBytes(content.AsSpan(from, Math.Min(length, content.Length - from)));
        await File.WriteAllBytesAsync(path, content, Token);
    }

    private static async Task<IReadOnlyList<LogEntry>> FindAsync(TemporaryStore store) => (await store.Logs.SearchAsync(s_everything, Token)).Entries;

    private static async Task<IEnumerable<string>> MessagesAsync(TemporaryStore store) => (await FindAsync(store)).Select(e => e.Message);
}
