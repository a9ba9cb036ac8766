using Microsoft.AspNetCore.Http;

namespace Mem0Observability.Web.Access;

/// <summary>Dark, light, or as the reader's system is set; remembered in a cookie, so that the first paint is right without a script.</summary>
internal static class Theme
{
    public const string Cookie = "mem0_theme";
    public const string System = "system";

    public static string Of(HttpContext? context) => Known(context?.Request.Cookies[Cookie]);

    public static string Known(string? chosen) => chosen is "dark" or "light" ? chosen : System;
}
