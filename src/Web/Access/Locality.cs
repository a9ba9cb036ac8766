using System.Net;
using Microsoft.AspNetCore.Http;

namespace Mem0Observability.Web.Access;

/// <summary>
/// Whether a request was made to this machine from this machine. Behind a port mapping every peer is the engine's gateway, so the address that the
/// browser used decides: the port is published on 127.0.0.1, and another name means a proxy, a tunnel, or a page that rebinds its name to us.
/// </summary>
internal static class Locality
{
    public static bool IsLocal(HttpRequest request) =>
        IsLoopback(request.Host.Host) && !request.Headers.ContainsKey("Forwarded") && !request.Headers.ContainsKey("X-Forwarded-For");

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
