using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Mem0Observability.Tests.Unit.Observer;

[SuppressMessage("Security", "CA5394", Justification = "Repeatable garbage from a fixed seed; nothing is protected by it.")]
public sealed class WebhookIntakeTests
{
    private const string Path = "/api/v1/alerts/webhook";

    [Fact]
    public async Task Every_alert_of_a_delivery_is_on_disk_when_the_answer_arrives()
    {
        await using var observer = await RunningObserver.StartAsync();

        var (status, receipt) = await observer.NotifyAsync(
            Webhook.Body(new Webhook.Alert(), new Webhook.Alert(Fingerprint: "00000000000000aa", Status: "resolved")));

        status.Should().Be(HttpStatusCode.OK);
        receipt.GetProperty("stored").GetInt32().Should().Be(2);
        observer.CountOnDisk().Should().Be(2);
    }

    [Fact]
    public async Task A_notification_keeps_what_Alertmanager_said()
    {
        await using var observer = await RunningObserver.StartAsync();
        await observer.NotifyAsync(Webhook.Body(new Webhook.Alert().Resolve()));

        var (_, list) = await observer.GetAsync("/api/v1/notifications");

        var entry = list.GetProperty("notifications").EnumerateArray().Single();
        entry.GetProperty("id").GetInt64().Should().Be(1);
        entry.GetProperty("receivedAt").GetString().Should().Be("2026-01-02T03:04:05.678Z");
        entry.GetProperty("receiver").GetString().Should().Be("inbox");
        entry.GetProperty("status").GetString().Should().Be("resolved");
        entry.GetProperty("fingerprint").GetString().Should().Be("d90a4b3f1c2e5a67");
        entry.GetProperty("startsAt").GetString().Should().Be("2026-01-02T03:03:53.678Z");
        entry.GetProperty("endsAt").GetString().Should().Be("2026-01-02T03:10:00.500Z");
        entry.GetProperty("labels").GetProperty("service").GetString().Should().Be("mem0");
        entry.GetProperty("annotations").GetProperty("summary").GetString().Should().Be("mem0 is down");
        entry.GetProperty("generatorUrl").GetString().Should().StartWith("http://prometheus:9090/");
        entry.GetProperty("groupKey").GetString().Should().Be("{}/{drill=\"true\"}:{alertname=\"Mem0ServiceDown\"}");
    }

    [Fact]
    public async Task The_zero_end_of_a_firing_alert_is_null()
    {
        await using var observer = await RunningObserver.StartAsync();
        await observer.NotifyAsync(Webhook.Body(new Webhook.Alert()));

        var (_, list) = await observer.GetAsync("/api/v1/notifications");

        list.GetProperty("notifications")[0].GetProperty("endsAt").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public async Task Fields_of_later_versions_are_ignored()
    {
        await using var observer = await RunningObserver.StartAsync();
        var body = Webhook.Body(new Webhook.Alert()).Replace("\"receiver\"", "\"notificationReason\":{\"a\":[1,{}]},\"receiver\"", StringComparison.Ordinal);

        (await observer.NotifyAsync(body)).Status.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("", "malformed_json")]
    [InlineData("null", "malformed_json")]
    [InlineData("[]", "malformed_json")]
    [InlineData("{\"version\":4}", "malformed_json")]
    [InlineData("{\"version\":\"4\",\"version\":\"4\"}", "malformed_json")]
    [InlineData("{\"version\":\"4\"} trailing", "malformed_json")]
    [InlineData("{\"version\":\"\\ud800\"}", "malformed_json")]
    [InlineData("{}", "invalid_payload")]
    [InlineData("{\"version\":\"3\"}", "invalid_payload")]
    [InlineData("{\"version\":\"4\",\"receiver\":\"inbox\",\"groupKey\":\"g\",\"alerts\":[]}", "invalid_payload")]
    [InlineData("{\"version\":\"4\",\"receiver\":\"inbox\",\"groupKey\":\"g\",\"alerts\":[null]}", "invalid_payload")]
    public async Task A_body_that_is_no_webhook_is_refused_and_counted(string body, string code)
    {
        await using var observer = await RunningObserver.StartAsync();

        var (status, problem) = await observer.NotifyAsync(body);

        status.Should().Be(HttpStatusCode.BadRequest);
        problem.GetProperty("code").GetString().Should().Be(code);
        (await observer.MetricsAsync()).Should().Contain($"mem0_observer_webhook_errors_total{{reason=\"{code}\"}} 1");
    }

    [Theory]
    [InlineData("\"status\":\"firing\",\"labels\"", "\"status\":\"pending\",\"labels\"", "alerts[0].status")]
    [InlineData("d90a4b3f1c2e5a67", "../../etc", "alerts[0].fingerprint")]
    [InlineData("\"mem0 is down\"", "null", "alerts[0].annotations")]
    [InlineData("\"receiver\":\"inbox\"", "\"receiver\":\"\"", "receiver")]
    [InlineData("\"groupKey\"", "\"groupKay\"", "groupKey")]
    [InlineData("\"startsAt\"", "\"startedAt\"", "alerts[0].startsAt")]
    public async Task The_answer_names_the_wrong_field(string right, string wrong, string field)
    {
        await using var observer = await RunningObserver.StartAsync();
        var body = Webhook.Body(new Webhook.Alert());
        body.Should().Contain(right);

        var (status, problem) = await observer.NotifyAsync(body.Replace(right, wrong, StringComparison.Ordinal));

        status.Should().Be(HttpStatusCode.BadRequest);
        problem.GetProperty("detail").GetString().Should().Contain(field);
        observer.CountOnDisk().Should().Be(0);
    }

    [Fact]
    public async Task Deep_nesting_is_refused()
    {
        await using var observer = await RunningObserver.StartAsync();
        var body = "{\"x\":" + new string('[', 50_000) + new string(']', 50_000) + "}";

        (await observer.NotifyAsync(body)).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_one_mebibyte_is_refused_whether_or_not_it_says_its_length(bool saysLength)
    {
        await using var observer = await RunningObserver.StartAsync();
        var body = Encoding.UTF8.GetBytes(Webhook.Body(new Webhook.Alert(Summary: new string('x', 1024 * 1024))));
        using HttpContent content = saysLength ? new ByteArrayContent(body) : new StreamContent(new ForwardOnlyStream(body));

        var (status, problem) = await observer.SendAsync(HttpMethod.Post, Path, content, "application/json");

        status.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        problem.GetProperty("code").GetString().Should().Be("body_too_large");
        (await observer.MetricsAsync()).Should().Contain("mem0_observer_webhook_errors_total{reason=\"body_too_large\"} 1");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    public async Task Only_JSON_in_UTF8_is_accepted(string contentType)
    {
        await using var observer = await RunningObserver.StartAsync();
        using var content = new StringContent(Webhook.Body(new Webhook.Alert()));

        var (status, problem) = await observer.SendAsync(HttpMethod.Post, Path, content, contentType);

        status.Should().Be(HttpStatusCode.UnsupportedMediaType);
        problem.GetProperty("code").GetString().Should().Be("unsupported_media_type");
    }

    [Fact]
    public async Task Random_bytes_and_damaged_bodies_never_crash_it_nor_leave_half_a_delivery()
    {
        await using var observer = await RunningObserver.StartAsync();
        var random = new Random(20260102);
        var sound = Encoding.UTF8.GetBytes(Webhook.Body(new Webhook.Alert(), new Webhook.Alert(Fingerprint: "bb")));
        var accepted = 0L;

        for (var i = 0; i < 400; i++)
        {
            var body = i % 2 == 0 ? RandomBytes(random) : Damage(sound, random);
            var (status, receipt) = await observer.NotifyAsync(body);
            status.Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.BadRequest);
            if (status == HttpStatusCode.OK)
                accepted += receipt.GetProperty("stored").GetInt32();
        }

        observer.CountOnDisk().Should().Be(accepted);
        (await observer.GetAsync("/api/v1/notifications?limit=1000")).Status.Should().Be(HttpStatusCode.OK);
        (await observer.GetAsync("/healthz")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nothing_of_a_body_reaches_the_log()
    {
        await using var observer = await RunningObserver.StartAsync();
        await observer.NotifyAsync(Webhook.Body(new Webhook.Alert(Summary: "hunter2-secret")));
        await observer.NotifyAsync("{\"version\":\"hunter2-secret\"}");
        await observer.NotifyAsync("{\"version\":hunter2-secret}");

        observer.Log.Lines.Should().NotContain(line => line.Contains("hunter2", StringComparison.Ordinal));
        observer.Log.Lines.Should().Contain(line => line.Contains("malformed_json", StringComparison.Ordinal));
    }

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[random.Next(0, 300)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Damage(byte[] sound, Random random)
    {
        var copy = sound.ToArray();
        for (var i = random.Next(1, 4); i > 0; i--)
            copy[random.Next(copy.Length)] = (byte)random.Next(256);
        return random.Next(4) == 0 ? copy[..random.Next(copy.Length)] : copy;
    }

    // Without a length the client sends chunks.
    private sealed class ForwardOnlyStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
