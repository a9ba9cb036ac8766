using System.Net;
using System.Text.Json;

namespace Mem0Observability.Tests.Unit.Observer;

public sealed class NotificationListTests
{
    [Theory]
    [InlineData("", "1 2 3 4")]
    [InlineData("?after=2", "3 4")]
    [InlineData("?after=1&limit=2", "2 3")]
    [InlineData("?order=desc", "4 3 2 1")]
    [InlineData("?order=desc&limit=1", "4")]
    [InlineData("?order=desc&before=3", "2 1")]
    [InlineData("?alertname=PostgresDown", "3")]
    [InlineData("?status=resolved", "2")]
    [InlineData("?status=firing&receiver=oncall", "4")]
    [InlineData("?fingerprint=aa", "1 2")]
    [InlineData("?alertname=Nobody", "")]
    public async Task Filters_and_pages_combine(string query, string ids)
    {
        await using var observer = await RunningObserver.StartAsync();
        var down = new Webhook.Alert(Fingerprint: "aa");
        await observer.NotifyAsync(Webhook.Body(down));
        await observer.NotifyAsync(Webhook.Body(down.Resolve()));
        await observer.NotifyAsync(Webhook.Body(new Webhook.Alert("PostgresDown", Fingerprint: "bb")));
        await observer.NotifyAsync(Webhook.Body("oncall", new Webhook.Alert(Fingerprint: "cc")));

        var (status, list) = await observer.GetAsync("/api/v1/notifications" + query);

        status.Should().Be(HttpStatusCode.OK);
        string.Join(' ', list.GetProperty("notifications").EnumerateArray().Select(n => n.GetProperty("id").GetInt64())).Should().Be(ids);
    }

    [Theory]
    [InlineData("?status=pending")]
    [InlineData("?after=-1")]
    [InlineData("?after=x")]
    [InlineData("?limit=0")]
    [InlineData("?limit=1001")]
    [InlineData("?order=newest")]
    [InlineData("?alert=Mem0ServiceDown")]
    [InlineData("?limit=1&limit=2")]
    public async Task A_parameter_that_cannot_be_used_is_an_error_rather_than_ignored(string query)
    {
        await using var observer = await RunningObserver.StartAsync();

        var (status, problem) = await observer.GetAsync("/api/v1/notifications" + query);

        status.Should().Be(HttpStatusCode.BadRequest);
        problem.GetProperty("code").GetString().Should().Be("invalid_parameter");
    }

    [Fact]
    public async Task Unknown_addresses_and_methods_answer_with_problem_documents()
    {
        await using var observer = await RunningObserver.StartAsync();

        (await observer.GetAsync("/api/v1/nothing")).Body.GetProperty("code").GetString().Should().Be("not_found");
        (await observer.GetAsync("/api/v1/alerts/webhook")).Body.GetProperty("code").GetString().Should().Be("method_not_allowed");
    }

    [Fact]
    public async Task Values_come_back_exactly_as_they_were_sent()
    {
        const string odd = "tab\t quote\" umlaut ü 🧠 <script> \u0000 end'; DROP TABLE notifications;--";
        await using var observer = await RunningObserver.StartAsync();
        await observer.NotifyAsync(Webhook.Body(new Webhook.Alert(Name: odd, Summary: odd)));

        var (_, list) = await observer.GetAsync("/api/v1/notifications?alertname=" + Uri.EscapeDataString(odd));

        JsonElement entry = list.GetProperty("notifications").EnumerateArray().Single();
        entry.GetProperty("annotations").GetProperty("summary").GetString().Should().Be(odd);
    }
}
