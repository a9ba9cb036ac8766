using System.Net;
using Mem0Observability.Web;

namespace Mem0Observability.Tests.Unit.Observer;

/// <summary>Who may look at the pages, and who may change something.</summary>
public sealed class PageAccessTests : IDisposable
{
    private const string Elsewhere = "monitoring.example.com";

    private readonly TemporaryDirectory _folder = new();

    private string TokenFile => Path.Combine(_folder.FullName, "token");

    public PageAccessTests() => File.WriteAllText(TokenFile, "right-token\n");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("127.0.0.1:9095")]
    [InlineData("localhost:9095")]
    [InlineData("[::1]:9095")]
    public async Task Who_looks_from_this_machine_needs_no_token(string host)
    {
        await using var observer = await StartAsync();
        using var page = await SendAsync(observer, HttpMethod.Get, "/", host);
        page.StatusCode.Should().Be(HttpStatusCode.OK);
        (await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Contain("<h1").And.Contain("Sign in");
    }

    [Fact]
    public async Task Nothing_in_a_page_may_come_from_elsewhere_or_stand_in_it()
    {
        await using var observer = await StartAsync();
        using var page = await SendAsync(observer, HttpMethod.Get, "/", "localhost");
        var policy = page.Headers.GetValues("Content-Security-Policy").Should().ContainSingle().Which;
        policy.Should().StartWith("default-src 'none';").And.NotContain("unsafe").And.NotContain("http").And.Contain("frame-ancestors 'none'");
        (await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().NotContain(" style=").And.NotContain("<style").And.NotContain("onclick=");
    }

    [Theory]
    [InlineData(Elsewhere, "")]
    [InlineData("127.0.0.1.example.com", "")]
    [InlineData("10.0.0.5:9095", "")]
    [InlineData("localhost", "X-Forwarded-For")]
    [InlineData("localhost", "Forwarded")]
    public async Task Who_comes_from_elsewhere_is_led_to_the_sign_in_and_back(string host, string header)
    {
        await using var observer = await StartAsync();
        using var page = await SendAsync(observer, HttpMethod.Get, "/?from=now-3h", host, header.Length > 0 ? (header, "for=10.0.0.5") : null);
        page.StatusCode.Should().Be(HttpStatusCode.Redirect);
        page.Headers.Location!.OriginalString.Should().Be("/sign-in?to=%2F%3Ffrom%3Dnow-3h");
        using var circuit = await SendAsync(observer, HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", host, header.Length > 0 ? (header, "for=10.0.0.5") : null);
        circuit.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        using var form = await SendAsync(observer, HttpMethod.Get, "/sign-in", host);
        form.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Behind_a_proxy_that_hides_who_asks_everybody_signs_in()
    {
        await using var observer = await StartAsync(alwaysSignIn: true);
        using var page = await SendAsync(observer, HttpMethod.Get, "/", "localhost");
        page.StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task The_right_token_opens_a_session_that_survives_a_restart()
    {
        string cookie;
        await using (var observer = await StartAsync())
        {
            using var answer = await SignInAsync(observer, "right-token");
            answer.Headers.Location!.OriginalString.Should().Be("/alerts");
            var set = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("mem0_session=", StringComparison.Ordinal));
            set.Should().Contain("httponly").And.Contain("samesite=strict");
            cookie = set.Split(';')[0];
        }

        await using var later = await StartAsync();
        using var page = await SendAsync(later, HttpMethod.Get, "/", Elsewhere, ("Cookie", cookie));
        page.StatusCode.Should().Be(HttpStatusCode.OK);
        (await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Contain("Sign out");
    }

    [Fact]
    public async Task A_wrong_token_opens_nothing_and_takes_a_second()
    {
        await using var observer = await StartAsync();
        var attempt = SignInAsync(observer, "wrong-token");
        while (!attempt.IsCompleted)
        {
            observer.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(attempt, Task.Delay(20, TestContext.Current.CancellationToken));
        }

        using var answer = await attempt;
        answer.Headers.Location!.OriginalString.Should().Be("/sign-in?failed=true&to=%2Falerts");
        answer.Headers.Contains("Set-Cookie").Should().BeFalse();
    }

    [Fact]
    public async Task Without_a_token_nobody_can_sign_in_and_is_told()
    {
        await using var observer = await RunningObserver.StartAsync(_folder.FullName);
        using var form = await SendAsync(observer, HttpMethod.Get, "/sign-in", "localhost");
        (await form.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Contain("has no token");
    }

    [Theory]
    [InlineData("/session")]
    [InlineData("/session/end")]
    public async Task Another_site_cannot_sign_anybody_in_or_out(string path)
    {
        await using var observer = await StartAsync();
        using var answer = await SendAsync(observer, HttpMethod.Post, path, "localhost", ("Origin", "https://attacker.example"), Form(("token", "right-token")));
        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("//attacker.example/")]
    [InlineData("/\\attacker.example/")]
    [InlineData("https://attacker.example/")]
    public async Task A_sign_in_leads_nowhere_else(string to)
    {
        await using var observer = await StartAsync();
        using var answer = await SendAsync(observer, HttpMethod.Post, "/session", "localhost", null, Form(("token", "right-token"), ("to", to)));
        answer.Headers.Location!.OriginalString.Should().Be("/");
    }

    [Fact]
    public async Task A_theme_is_remembered()
    {
        await using var observer = await StartAsync();
        using var answer = await SendAsync(observer, HttpMethod.Post, "/theme", "localhost", null, Form(("theme", "dark"), ("to", "/logs")));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        using var page = await SendAsync(observer, HttpMethod.Get, "/", "localhost", ("Cookie", cookie));
        (await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Contain("data-theme=\"dark\"");
    }

    private Task<RunningObserver> StartAsync(bool alwaysSignIn = false) =>
        RunningObserver.StartAsync(_folder.FullName, web: new WebSettings { TokenFile = TokenFile, AlwaysSignIn = alwaysSignIn });

    private static Task<HttpResponseMessage> SignInAsync(RunningObserver observer, string token) =>
        SendAsync(observer, HttpMethod.Post, "/session", Elsewhere, ("Origin", $"http://{Elsewhere}"), Form(("token", token), ("to", "/alerts")));

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    private static async Task<HttpResponseMessage> SendAsync(
        RunningObserver observer, HttpMethod method, string path, string host, (string Name, string Value)? header = null, HttpContent? content = null)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = observer.Client.BaseAddress };
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Host = host;
        if (header is var (name, value)) request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
