using System.Net;

namespace Mem0Observability.Tests.Unit.Observer;

public sealed class InboxFailureTests
{
    [Fact]
    public async Task A_full_disk_refuses_shows_and_recovers_without_losing_anything()
    {
        await using var observer = await RunningObserver.StartAsync();
        await observer.NotifyAsync(Webhook.Body(new Webhook.Alert()));
        observer.OnWriter("PRAGMA max_page_count = 1"); // SQLite takes the present size instead
        var big = Webhook.Body(new Webhook.Alert(Fingerprint: "big", Summary: new string('x', 300_000)));

        var (status, problem) = await observer.NotifyAsync(big);

        status.Should().Be(HttpStatusCode.ServiceUnavailable);
        problem.GetProperty("code").GetString().Should().Be("disk_full");
        var (health, reason) = await observer.GetAsync("/healthz");
        health.Should().Be(HttpStatusCode.ServiceUnavailable);
        reason.GetRawText().Should().Be("{\"status\":\"failing\",\"reason\":\"disk_full\"}");
        (await observer.MetricsAsync()).Should().Contain("mem0_observer_webhook_errors_total{reason=\"disk_full\"} 1");
        observer.CountOnDisk().Should().Be(1);

        observer.OnWriter("PRAGMA max_page_count = 1000000");
        (await observer.NotifyAsync(big)).Status.Should().Be(HttpStatusCode.OK);
        (await observer.GetAsync("/healthz")).Body.GetRawText().Should().Be("{\"status\":\"ok\"}");
        observer.CountOnDisk().Should().Be(2);
    }

    [Fact]
    public async Task A_full_disk_still_hears_the_Watchdog_and_answers_questions()
    {
        await using var observer = await RunningObserver.StartAsync();
        observer.OnWriter("PRAGMA max_page_count = 1");

        (await observer.NotifyAsync(Webhook.Body(new Webhook.Alert("Watchdog", Summary: new string('x', 300_000)))))
            .Status.Should().Be(HttpStatusCode.ServiceUnavailable);

        (await observer.GetAsync("/api/v1/watchdog")).Body.GetProperty("alive").GetBoolean().Should().BeTrue();
        (await observer.GetAsync("/api/v1/notifications")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_read_only_disk_refuses_and_the_next_write_that_works_makes_it_healthy()
    {
        await using var observer = await RunningObserver.StartAsync();
        observer.OnWriter("PRAGMA query_only = 1");

        var (status, problem) = await observer.NotifyAsync(Webhook.Body(new Webhook.Alert()));

        status.Should().Be(HttpStatusCode.ServiceUnavailable);
        problem.GetProperty("code").GetString().Should().Be("read_only");
        (await observer.GetAsync("/healthz")).Body.GetProperty("reason").GetString().Should().Be("read_only");
        (await observer.NotifyAsync(Webhook.Body(new Webhook.Alert()))).Status.Should().Be(HttpStatusCode.OK);
        (await observer.GetAsync("/healthz")).Status.Should().Be(HttpStatusCode.OK);
        observer.Log.Lines.Count(line => line.StartsWith("Error Inbox failing", StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_made_is_shown_instead_of_a_crash()
    {
        var file = Path.GetTempFileName();
        try
        {
            await using var observer = await RunningObserver.StartAsync(Path.Combine(file, "data"));

            (await observer.GetAsync("/healthz")).Body.GetProperty("reason").GetString().Should().Be("io_error");
            (await observer.NotifyAsync(Webhook.Body(new Webhook.Alert()))).Status.Should().Be(HttpStatusCode.ServiceUnavailable);
            (await observer.GetAsync("/api/v1/alerts")).Body.GetProperty("code").GetString().Should().Be("cannot_open");
            (await observer.MetricsAsync()).Should().Contain("mem0_observer_webhook_errors_total{reason=\"io_error\"} 1");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    public async Task A_damaged_inbox_is_moved_aside_and_reported(int damagedFrom)
    {
        using var directory = new TemporaryDirectory();
        await using (var before = await RunningObserver.StartAsync(directory.FullName))
            await before.NotifyAsync(Webhook.Body(new Webhook.Alert()));
        var inbox = Path.Combine(directory.FullName, "inbox.db");
        var bytes = await File.ReadAllBytesAsync(inbox, TestContext.Current.CancellationToken);
        bytes.AsSpan(damagedFrom).Fill(0x5a);
        await File.WriteAllBytesAsync(inbox, bytes, TestContext.Current.CancellationToken);

        await using var observer = await RunningObserver.StartAsync(directory.FullName);

        (await observer.GetAsync("/healthz")).Status.Should().Be(HttpStatusCode.OK);
        observer.Log.Lines.Should().ContainSingle(line => line.StartsWith("Error The inbox", StringComparison.Ordinal) && line.Contains("damaged", StringComparison.Ordinal));
        (await observer.MetricsAsync()).Should().Contain("mem0_observer_inbox_corruptions_total 1");
        var aside = Directory.GetFiles(directory.FullName, "inbox.db.corrupt-*").Single();
        (await File.ReadAllBytesAsync(aside, TestContext.Current.CancellationToken)).Should().Equal(bytes);
    }

    [Fact]
    public async Task Ids_go_on_above_those_of_a_damaged_inbox()
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(Path.Combine(directory.FullName, "inbox.db"), new string('x', 9000), TestContext.Current.CancellationToken);
        await using var observer = await RunningObserver.StartAsync(directory.FullName);
        await observer.NotifyAsync(Webhook.Body(new Webhook.Alert()));

        var (_, list) = await observer.GetAsync("/api/v1/notifications?after=1000000");

        list.GetProperty("notifications").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task Damage_that_shows_up_while_running_is_moved_aside_at_the_next_delivery()
    {
        await using var observer = await RunningObserver.StartAsync();
        await observer.NotifyAsync(Webhook.Body(new Webhook.Alert()));
        observer.OnWriter("PRAGMA wal_checkpoint(TRUNCATE)");
        await using (var file = new FileStream(observer.InboxPath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            await file.WriteAsync(new byte[file.Length], TestContext.Current.CancellationToken);
        observer.OnWriter("PRAGMA shrink_memory");

        (await observer.NotifyAsync(Webhook.Body(new Webhook.Alert("PostgresDown")))).Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await observer.NotifyAsync(Webhook.Body(new Webhook.Alert("PostgresDown")))).Status.Should().Be(HttpStatusCode.OK);

        observer.CountOnDisk().Should().Be(1);
        (await observer.MetricsAsync()).Should().Contain("mem0_observer_inbox_corruptions_total 1");
    }

    [Fact]
    public async Task An_inbox_of_a_newer_version_is_left_alone()
    {
        using var directory = new TemporaryDirectory();
        await using (var newer = await RunningObserver.StartAsync(directory.FullName))
            newer.OnWriter("PRAGMA user_version = 99");

        await using var observer = await RunningObserver.StartAsync(directory.FullName);

        (await observer.GetAsync("/healthz")).Body.GetProperty("reason").GetString().Should().Be("schema_newer");
        (await observer.NotifyAsync(Webhook.Body(new Webhook.Alert()))).Body.GetProperty("code").GetString().Should().Be("schema_newer");
        Directory.GetFiles(directory.FullName, "*corrupt*").Should().BeEmpty();
    }
}
