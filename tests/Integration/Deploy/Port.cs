using System.Net;
using System.Net.Sockets;

namespace Mem0Observability.Tests.Integration.Deploy;

internal static class Port
{
    /// <summary>A port that was free a moment ago; the kernel hands them out in turn, so it stays so for a while.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
