using System.Text;
using Mem0Observability.Observer.Store;
using Mem0Observability.Observer.Store.Engine;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Tests.Unit.Observer.Store;

public sealed class PartitionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly DateTimeOffset s_noon = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000);
    private static readonly LogSearch s_everything = new() { Start = s_noon, End = s_noon.AddHours(2), Limit = 10_000 };

    private static IEnumerable<TestLog> Lines(int from, int count) =>
        Enumerable.Range(from, count).Select(i => new TestLog(UnixNanoseconds.Of(s_noon.AddMilliseconds(i)), $"line {i}"));

    [Fact]
    public async Task Rows_and_positions_survive_a_restart_and_a_roll_together()
    {
        string folder = Directory.CreateTempSubdirectory("mem0-store-").FullName;
        var limits = new StoreLimits(TimeSpan.FromDays(7), 1L << 30, PartitionRows: 1000);
        for (int run = 0; run < 5; run++)
        {
            await using TemporaryStore store = await TemporaryStore.OpenAsync(folder, limits);
            if (run > 0)
                Encoding.UTF8.GetString(store.Sink.Positions()["mem0.log"]).Should().Be($"{run * 700}");
            await store.CommitAsync(batch =>
            {
                foreach (TestLog line in Lines(run * 700, 700))
                    line.AddTo(batch);
                batch.SetPosition("mem0.log", Encoding.UTF8.GetBytes($"{(run + 1) * 700}"));
            });
            var entries = (await store.Logs.SearchAsync(s_everything, Token)).Entries;
            entries.Select(e => e.Message).Should().Equal(Enumerable.Range(0, (run + 1) * 700).Reverse().Select(i => $"line {i}"));
            entries.Select(e => e.Id).Should().OnlyHaveUniqueItems();
        }

        Directory.GetFiles(folder, "*.db").Length.Should().BeGreaterThan(1);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_oldest_partition_goes_when_there_is_too_much()
    {
        await using TemporaryStore store = await TemporaryStore.OpenAsync(limits: new StoreLimits(TimeSpan.FromDays(7), Bytes: 1, PartitionRows: 100));
        for (int i = 0; i < 5; i++)
            await store.AddLogsAsync(Lines(i * 100, 100));
        var messages = (await store.Logs.SearchAsync(s_everything, Token)).Entries.Select(e => e.Message).ToArray();
        messages.Should().Equal(Enumerable.Range(400, 100).Reverse().Select(i => $"line {i}"));
    }

    [Fact]
    public async Task A_damaged_partition_is_set_aside_and_the_others_answer()
    {
        string folder = Directory.CreateTempSubdirectory("mem0-store-").FullName;
        var limits = new StoreLimits(TimeSpan.FromDays(7), 1L << 30, PartitionRows: 5000);
        await using (TemporaryStore first = await TemporaryStore.OpenAsync(folder, limits))
        {
            for (int i = 0; i < 3; i++)
                await first.AddLogsAsync(Lines(i * 5000, 5000));
        }

        string middle = Directory.GetFiles(folder, "*.db").Order().ElementAt(1);
        byte[] content = await File.ReadAllBytesAsync(middle, Token);
        content.AsSpan(8192).Fill(0xA5);
        await File.WriteAllBytesAsync(middle, content, Token);

        await using TemporaryStore store = await TemporaryStore.OpenAsync(folder, limits);
        var messages = (await store.Logs.SearchAsync(s_everything, Token)).Entries.Select(e => e.Message).ToArray();
        messages.Should().Equal(Enumerable.Range(0, 5000).Concat(Enumerable.Range(10_000, 5000)).Reverse().Select(i => $"line {i}"));
        File.Exists(middle + ".damaged").Should().BeTrue();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_damaged_newest_partition_is_replaced_and_the_positions_before_it_count()
    {
        string folder = Directory.CreateTempSubdirectory("mem0-store-").FullName;
        var limits = new StoreLimits(TimeSpan.FromDays(7), 1L << 30, PartitionRows: 100);
        await using (TemporaryStore first = await TemporaryStore.OpenAsync(folder, limits))
        {
            for (int i = 0; i < 2; i++)
            {
                await first.CommitAsync(batch =>
                {
                    foreach (TestLog line in Lines(i * 100, 100))
                        line.AddTo(batch);
                    batch.SetPosition("mem0.log", [(byte)(i + 1)]);
                });
            }
        }

        // Two, or three where the second was full before the store stopped.
        string[] files = [.. Directory.GetFiles(folder, "*.db").Order()];
        string newest = files[^1];
        await File.WriteAllTextAsync(newest, "this is no database, however long one looks at it", Token);
        await using TemporaryStore store = await TemporaryStore.OpenAsync(folder, limits);
        store.Sink.Positions()["mem0.log"].Should().Equal((byte)(files.Length - 1));
        await store.AddLogsAsync(Lines(500, 1));
        (await store.Logs.SearchAsync(s_everything, Token)).Entries.Should().HaveCount(((files.Length - 1) * 100) + 1).And.OnlyHaveUniqueItems(e => e.Id);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Partitions_of_another_format_are_set_aside_and_kept()
    {
        string folder = Directory.CreateTempSubdirectory("mem0-store-").FullName;
        var limits = new StoreLimits(TimeSpan.FromDays(7), 1L << 30, PartitionRows: 100);
        await using (TemporaryStore first = await TemporaryStore.OpenAsync(folder, limits))
        {
            for (int i = 0; i < 2; i++)
                await first.AddLogsAsync(Lines(i * 100, 100));
        }

        string[] files = Directory.GetFiles(folder, "*.db");
        foreach (string file in files)
        {
            using Database database = Database.Open(file, write: true);
            database.Execute("PRAGMA user_version = 1");
        }

        await using TemporaryStore store = await TemporaryStore.OpenAsync(folder, limits);
        await store.AddLogsAsync(Lines(500, 1));
        (await store.Logs.SearchAsync(s_everything, Token)).Entries.Should().ContainSingle();
        files.Should().OnlyContain(f => File.Exists(f + ".damaged"));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_said_and_tried_again()
    {
        string folder = Path.Combine(Directory.CreateTempSubdirectory("mem0-store-").FullName, "telemetry");
        await File.WriteAllTextAsync(folder, "a file where the folder should be", Token);
        await using TemporaryStore store = await TemporaryStore.OpenAsync(folder);
        Func<Task> add = () => store.AddLogsAsync(Lines(0, 1));
        (await add.Should().ThrowAsync<StoreUnavailableException>()).Which.Reason.Should().Be("io_error");

        File.Delete(folder);
        await store.AddLogsAsync(Lines(0, 1));
        (await store.Logs.SearchAsync(s_everything, Token)).Entries.Should().ContainSingle();
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
    }

    [Fact]
    public async Task More_than_there_is_room_for_is_refused_and_not_queued()
    {
        await using TemporaryStore store = await TemporaryStore.OpenAsync();
        var rented = new List<TelemetryBatch>();
        while (store.Sink.TryRent(4 * 1024 * 1024) is { } batch)
            rented.Add(batch);
        rented.Should().HaveCount(8);
        Task<TelemetryBatch> waiting = store.Sink.RentAsync(1, Token).AsTask();
        waiting.IsCompleted.Should().BeFalse();
        rented[0].Dispose();
        (await waiting.WaitAsync(TimeSpan.FromSeconds(10), Token)).Dispose();
        rented.ForEach(b => b.Dispose());
    }
}
