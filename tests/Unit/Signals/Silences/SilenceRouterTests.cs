using System.Net;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Silences;

namespace Mem0Observability.Tests.Unit.Signals.Silences;

/// <summary>Alertmanager's API for silences, exchange by exchange.</summary>
public sealed class SilenceRouterTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;

    [Fact]
    public async Task Silences_are_read_with_all_four_operators()
    {
        FakeHttp http = FakeHttp.Json("""
            [{"id":"d2c2","status":{"state":"active"},"updatedAt":"2026-01-02T03:04:05.123Z","comment":"work","createdBy":"ada",
              "startsAt":"2026-01-02T03:04:05.123Z","endsAt":"2026-01-02T05:04:05.000Z","matchers":[
                {"isEqual":true,"isRegex":false,"name":"a","value":"1"},{"isEqual":false,"isRegex":false,"name":"b","value":"2"},
                {"isEqual":true,"isRegex":true,"name":"c","value":"3"},{"isEqual":false,"isRegex":true,"name":"d","value":"4"},
                {"isRegex":false,"name":"old","value":"5"}]}]
            """);

        RoutedSilence silence = (await Router(http).SilencesAsync(s_none)).Should().ContainSingle().Subject;

        (silence.Id, silence.State, silence.CreatedBy, silence.Comment).Should().Be(("d2c2", "active", "ada", "work"));
        (silence.EndsAt - silence.StartsAt).Should().Be(TimeSpan.FromSeconds(7199.877));
        silence.Matchers.Select(m => m.ToString()).Should().Equal("a=\"1\"", "b!=\"2\"", "c=~\"3\"", "d!~\"4\"", "old=\"5\"");
        http.Requests[0].PathAndQuery.Should().Be("/api/v2/silences");
    }

    [Fact]
    public async Task A_silence_is_posted_in_Alertmanagers_names_and_its_id_comes_back()
    {
        FakeHttp http = FakeHttp.Json("""{"silenceID":"d2c2"}""");
        var silence = new PostedSilence([new("a", "1", true, false)], DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1), "ada", "work");

        (await Router(http).CreateSilenceAsync(silence, s_none)).Should().Be("d2c2");

        http.Requests.Should().Equal((HttpMethod.Post, "/api/v2/silences",
            """{"matchers":[{"name":"a","value":"1","isRegex":true,"isEqual":false}],"startsAt":"1970-01-01T00:00:00+00:00","endsAt":"1970-01-01T01:00:00+00:00","createdBy":"ada","comment":"work"}"""));
    }

    [Fact]
    public async Task A_silence_is_ended_by_its_id()
    {
        FakeHttp http = FakeHttp.Json("");
        await Router(http).ExpireSilenceAsync("a/b", s_none);
        http.Requests.Should().Equal((HttpMethod.Delete, "/api/v2/silence/a%2Fb", ""));
    }

    [Fact]
    public async Task A_refusal_is_told_in_Alertmanagers_words()
    {
        AlertmanagerRouter router = Router(FakeHttp.Json("\"invalid silence: at least one matcher required\"", HttpStatusCode.BadRequest));
        var silence = new PostedSilence([], default, default, "", "");

        await Raised.ByAsync(() => router.CreateSilenceAsync(silence, s_none), "AlertRouterRejected", StackErrorCategory.InvalidResult, "at least one matcher required");
        await Raised.ByAsync(() => router.ExpireSilenceAsync("x", s_none), "AlertRouterRejected", StackErrorCategory.InvalidResult, "silence x");
        await Raised.ByAsync(() => router.SilencesAsync(s_none), "AlertRouterRejected", StackErrorCategory.InvalidResult);
        await Raised.ByAsync(() => Router(FakeHttp.Json("[{}]")).SilencesAsync(s_none), "AlertRouterRejected", StackErrorCategory.InvalidResult);
    }

    private static AlertmanagerRouter Router(FakeHttp http) => new(http.Client(), FakeHttp.Address);
}
