using System.Net;
using Mem0Observability.Observer.Notify;

namespace Mem0Observability.Tests.Unit.Observer.Notify;

public sealed class DeadMansSwitchTests : IDisposable
{
    private const string Secret = "http://sink.example/token-0815";
    private static readonly string s_beat = Webhook.Body(new Webhook.Alert("Watchdog"));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("channels-");
    private readonly ChannelService _service = new();
    private readonly HttpClient _http;

    public DeadMansSwitchTests()
    {
        _http = new(_service);
        Write("""{"channels":[{"name":"ops","type":"webhook","secretFile":"ops.secret","severity":["page"],"later":1}]}""");
        WriteSecret("ops.secret", Secret + "\n");
    }

    public void Dispose()
    {
        _http.Dispose();
        _service.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task It_tells_once_when_the_Watchdog_stays_away_again_each_hour_and_once_when_it_is_back()
    {
        await using var observer = await StartAsync();
        await observer.NotifyAsync(s_beat);
        await LookAfterAsync(observer, 75);
        _service.Requests.Should().BeEmpty();
        await LookAfterAsync(observer, 1);
        await LookAfterAsync(observer, 3599);
        _service.Statuses.Should().Equal("firing");
        await LookAfterAsync(observer, 1);
        _service.Statuses.Should().Equal("firing", "firing");
        await observer.NotifyAsync(s_beat);
        await LookAfterAsync(observer, 1);
        await LookAfterAsync(observer, 1);
        _service.Statuses.Should().Equal("firing", "firing", "resolved");
        _service.Requests.Should().OnlyContain(r => r.Address.AbsoluteUri == Secret);
    }

    [Fact]
    public async Task What_is_told_says_what_was_seen_what_is_suspected_and_what_to_run()
    {
        await using var observer = await StartAsync();
        await observer.NotifyAsync(s_beat);
        await LookAfterAsync(observer, 76);
        var alert = _service.Requests.Single().Body.GetProperty("alerts")[0];
        alert.GetProperty("labels").GetProperty("severity").GetString().Should().Be("page");
        alert.GetProperty("annotations").GetProperty("description").GetString().Should()
            .Contain("last reached the observer at 2026-01-02 03:04:05 UTC, 76 s ago").And.Contain("neither Prometheus nor Alertmanager answers")
            .And.Contain("Test-Mem0Monitoring watchdog, alert-path");
    }

    [Fact]
    public async Task A_restart_neither_repeats_nor_forgets()
    {
        var first = await StartAsync();
        await first.NotifyAsync(s_beat);
        await LookAfterAsync(first, 76);
        await first.StopAsync();
        await using (var second = await StartAsync(first.Directory, first.Time))
        {
            await LookAfterAsync(second, 100);
            _service.Statuses.Should().Equal("firing");
            (await second.GetAsync("/api/v1/watchdog")).Body.GetProperty("told")[0].GetString().Should().Be("ops");
        }

        await using var third = await StartAsync(first.Directory, first.Time);
        await third.NotifyAsync(s_beat);
        await LookAfterAsync(third, 1);
        _service.Statuses.Should().Equal("firing", "resolved");
        await first.DisposeAsync();
    }

    [Fact]
    public async Task One_that_starts_with_a_dead_path_tells_after_the_timeout_and_not_at_once()
    {
        await using var observer = await StartAsync();
        await LookAfterAsync(observer, 75);
        _service.Requests.Should().BeEmpty();
        await LookAfterAsync(observer, 1);
        _service.Statuses.Should().Equal("firing");
    }

    [Fact]
    public async Task A_channel_that_fails_is_tried_again_later_and_later_and_keeps_nobody_else_waiting()
    {
        Write("""{"channels":[{"name":"ops","type":"webhook","secretFile":"ops.secret"},{"name":"duty","type":"pagerduty","secretFile":"duty.secret","url":"http://pager.example/"}]}""");
        WriteSecret("duty.secret", "key");
        _service.Answers["sink.example"] = HttpStatusCode.Forbidden;
        await using var observer = await StartAsync();
        await LookAfterAsync(observer, 76);
        _service.Requests.Should().HaveCount(2);
        foreach (var (pause, requests) in new[] { (4, 2), (1, 3), (9, 3), (1, 4) })
        {
            await LookAfterAsync(observer, pause);
            _service.Requests.Should().HaveCount(requests);
        }

        _service.Answers.Clear();
        await LookAfterAsync(observer, 20);
        await LookAfterAsync(observer, 300);
        _service.Requests.Should().HaveCount(5);
        var metrics = await observer.MetricsAsync();
        metrics.Should().Contain("channel_notifications_total{channel=\"ops\",outcome=\"failed\"} 3")
            .And.Contain("channel_notifications_total{channel=\"ops\",outcome=\"sent\"} 1").And.Contain("channel_notifications_total{channel=\"duty\",outcome=\"failed\"} 0");
        observer.Log.Lines.Should().Contain(l => l.Contains("ops (webhook) could not be told: it answered 403")).And.NotContain(l => l.Contains("0815") || l.Contains("sink.example"));
    }

    [Fact]
    public async Task The_inbox_has_the_outage_and_its_end_whoever_is_told()
    {
        Write("""{"channels":[]}""");
        await using var observer = await StartAsync();
        await LookAfterAsync(observer, 76);
        await observer.NotifyAsync(s_beat);
        await LookAfterAsync(observer, 1);
        await LookAfterAsync(observer, 1);
        var (_, list) = await observer.GetAsync("/api/v1/notifications?alertname=DeadMansSwitch");
        list.GetProperty("notifications").EnumerateArray().Select(n => n.GetProperty("status").GetString()).Should().Equal("firing", "resolved");
        observer.Log.Lines.Should().ContainSingle(l => l.StartsWith("Warning No notification channel takes pages"));
        (await observer.GetAsync("/api/v1/watchdog")).Body.GetProperty("channelProblem").GetString().Should().Contain("no channel takes pages");
    }

    [Theory]
    [InlineData("""{"channels":[{"name":"ops","type":"pigeon"}]}""")]
    [InlineData("""{"channels":[{"type":"slack"}]}""")]
    [InlineData("{}")]
    [InlineData("not JSON")]
    public async Task A_list_that_cannot_be_used_is_said_and_leaves_the_one_from_before(string text)
    {
        await using var observer = await StartAsync();
        await LookAfterAsync(observer, 0);
        Write(text);
        await LookAfterAsync(observer, 76);
        _service.Statuses.Should().Equal("firing");
        (await observer.GetAsync("/api/v1/watchdog")).Body.GetProperty("channelProblem").GetString().Should().Contain("channels.json cannot be used");
    }

    [Fact]
    public async Task Channels_for_tickets_are_not_told_and_a_missing_secret_is_a_failure()
    {
        Write("""{"channels":[{"name":"calm","type":"webhook","secretFile":"ops.secret","severity":["ticket"]},{"name":"bare","type":"slack","secretFile":"gone.secret"}]}""");
        await using var observer = await StartAsync();
        await LookAfterAsync(observer, 76);
        _service.Requests.Should().BeEmpty();
        observer.Log.Lines.Should().Contain(l => l.Contains("bare (slack) could not be told: its secret gone.secret cannot be read"));
    }

    private void WriteSecret(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);

    private void Write(string text) => File.WriteAllText(Path.Combine(_folder.FullName, "channels.json"), text);

    private Task<RunningObserver> StartAsync(string? directory = null, ManualTime? time = null) =>
        RunningObserver.StartAsync(directory, time, channels: _folder.FullName, sender: new HttpSender(_http));

    private static Task LookAfterAsync(RunningObserver observer, int seconds)
    {
        observer.Time.Advance(TimeSpan.FromSeconds(seconds));
        return observer.Service<DeadMansSwitch>().LookAsync(TestContext.Current.CancellationToken);
    }
}
