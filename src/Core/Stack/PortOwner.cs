using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Mem0Observability.Stack;

/// <summary>Which process of this machine listens on a port.</summary>
internal static class PortOwner
{
    private const string Listening = "0A";

    /// <summary>A description of the listener, or null where the port can be bound.</summary>
    public static string? OfTcp(string hostIp, int port)
    {
        var address = IPAddress.TryParse(hostIp, out var ip) ? ip : IPAddress.Any;
        try
        {
            using var probe = new TcpListener(address, port) { ExclusiveAddressUse = true };
            probe.Start();
            return null;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return OperatingSystem.IsLinux() ? Describe(port) : "another process";
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AccessDenied or SocketError.AddressNotAvailable)
        {
            // A privileged port, or an address of the engine's own network: only the engine can tell.
            return null;
        }
    }

    private static string Describe(int port)
    {
        var inodes = Inodes(port);
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(Path.GetFileName(d)[0])))
        {
            if (Sockets(process).Any(inodes.Contains))
            {
                var id = Path.GetFileName(process);
                return $"process {id} ({ReadLine(Path.Combine(process, "comm"))})";
            }
        }

        return "a process of another user";
    }

    private static HashSet<string> Inodes(int port)
    {
        var suffix = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        return [.. new[] { "/proc/net/tcp", "/proc/net/tcp6" }.Where(File.Exists).SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(f => f.Length > 9 && f[3] == Listening && f[1].EndsWith(suffix, StringComparison.Ordinal))
            .Select(f => $"socket:[{f[9]}]")];
    }

    private static IEnumerable<string> Sockets(string process)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(Path.Combine(process, "fd")).Select(f => new FileInfo(f).LinkTarget).OfType<string>()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Ended in the meantime, or another user's.
            return [];
        }
    }

    private static string ReadLine(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (IOException)
        {
            return "ended";
        }
    }
}
