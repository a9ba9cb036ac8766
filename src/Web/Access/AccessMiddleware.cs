using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;

namespace Mem0Observability.Web.Access;

/// <summary>Stands before the pages and the connection that they keep open: who does not look from this machine signs in first.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, WebSettings settings)
{
    /// <summary>Everything comes from here, and no script or style stands in a page.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; " +
        "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        if (!IsPage(context))
            return next(context);

        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        if ((Locality.IsLocal(context.Request) && !settings.AlwaysSignIn) || context.User.Identity?.IsAuthenticated is true || IsOpen(context.Request.Path))
            return next(context);

        if (context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        string to = context.Request.Path + context.Request.QueryString;
        context.Response.Redirect($"{SessionEndpoints.SignInPath}?to={Uri.EscapeDataString(to)}");
        return Task.CompletedTask;
    }

    private static bool IsPage(HttpContext context) =>
        context.GetEndpoint() is { } endpoint && (endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null || IsOpen(context.Request.Path) || context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal));

    /// <summary>What one needs to sign in.</summary>
    private static bool IsOpen(PathString path) =>
        path == SessionEndpoints.SignInPath || path.StartsWithSegments("/session", StringComparison.Ordinal) || path == "/theme";
}
