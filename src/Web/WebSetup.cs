using Mem0Observability.Signals;
using Mem0Observability.Web.Access;
using Mem0Observability.Web.Time;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Mem0Observability.Web;

/// <summary>Adds the pages to a host.</summary>
internal static class WebSetup
{
    /// <summary>In which the build of the host listed the scripts and styles.</summary>
    private const string Manifest = "Mem0Observability.Observer.staticwebassets.endpoints.json";

    /// <summary>The host also gives the <see cref="SignalSources"/> that the pages ask.</summary>
    public static void AddWeb(this IServiceCollection services, WebSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<AccessToken>();
        services.AddSingleton<SessionEndpoints>();
        services.AddScoped<Reader>();
        services.AddScoped<PageClock>();
        services.AddScoped<Panels.Boards>();
        services.AddScoped<Panels.PanelAsker>();
        services.AddScoped<Panels.PanelQuestions>();
        services.AddHttpContextAccessor();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(Configure);
        services.AddDataProtection().SetApplicationName("mem0-observer");
        services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = new KeyFolder(settings.Keys));
    }

    public static void UseWeb(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseMiddleware<AccessMiddleware>();
        app.UseAntiforgery();
        string manifest = Path.Combine(AppContext.BaseDirectory, Manifest);
        // A host without published files, as in a unit test, has pages without looks.
        if (File.Exists(manifest))
            app.MapStaticAssets(manifest);
        app.Services.GetRequiredService<SessionEndpoints>().Map(app);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = null);
    }

    private static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "mem0_session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.ExpireTimeSpan = TimeSpan.FromHours(12);
        options.SlidingExpiration = true;
    }
}
