using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Mem0Observability.Web.Access;

/// <summary>Signs in and out, and remembers the theme: plain forms, because a page that is open cannot set a cookie.</summary>
internal sealed class SessionEndpoints(AccessToken token, TimeProvider time) : IDisposable
{
    /// <summary>One attempt a second, whoever makes it: 192 bits are not guessed, and a short token of somebody's own not tonight.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _attempts = new(1);

    public static string SignInPath => "/sign-in";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(SignInPath, (string? to, bool failed = false) => Page(to, failed));
        routes.MapPost("/session", (Delegate)SignInAsync).DisableAntiforgery();
        routes.MapPost("/session/end", (Delegate)SignOutAsync).DisableAntiforgery();
        routes.MapPost("/theme", (Delegate)RememberThemeAsync).DisableAntiforgery();
    }

    public void Dispose() => _attempts.Dispose();

    private RazorComponentResult<SignInPage> Page(string? to, bool failed) =>
        new(new Dictionary<string, object?> { [nameof(SignInPage.To)] = Local(to), [nameof(SignInPage.HasFailed)] = failed, [nameof(SignInPage.CanSignIn)] = token.Exists });

    private async Task<IResult> SignInAsync(HttpContext context)
    {
        if (!IsOwnForm(context.Request))
            return Results.StatusCode(StatusCodes.Status403Forbidden);

        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        string to = Local(form["to"]);
        await _attempts.WaitAsync(context.RequestAborted);
        try
        {
            if (!token.Admits(form["token"].ToString()))
            {
                await Task.Delay(s_pause, time, context.RequestAborted);
                return Results.LocalRedirect($"{SignInPath}?failed=true&to={Uri.EscapeDataString(to)}");
            }
        }
        finally
        {
            _attempts.Release();
        }

        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, "operator")], CookieAuthenticationDefaults.AuthenticationScheme);
        await context.SignInAsync(new ClaimsPrincipal(identity));
        return Results.LocalRedirect(to);
    }

    private static async Task<IResult> SignOutAsync(HttpContext context)
    {
        if (!IsOwnForm(context.Request))
            return Results.StatusCode(StatusCodes.Status403Forbidden);

        await context.SignOutAsync();
        return Results.LocalRedirect("/");
    }

    private static async Task<IResult> RememberThemeAsync(HttpContext context)
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        string theme = Theme.Known(form["theme"]);
        context.Response.Cookies.Append(Theme.Cookie, theme, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, MaxAge = TimeSpan.FromDays(365) });
        return Results.LocalRedirect(Local(form["to"]));
    }

    /// <summary>Browsers say where a form was sent from; another origin must not sign anybody in or out.</summary>
    private static bool IsOwnForm(HttpRequest request) =>
        request.Headers.Origin is not [{ } origin] || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value);

    /// <summary>Only paths of ours: the address bar's text must not lead elsewhere.</summary>
    private static string Local(string? to) => to is ['/', not ('/' or '\\'), ..] ? to : "/";
}
