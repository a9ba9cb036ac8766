using System.Net.Sockets;
using Docker.DotNet;
using Mem0Observability.Model;

namespace Mem0Observability.Docker;

/// <summary>Turns the client library's exceptions into the core's one error type.</summary>
internal static class EngineErrors
{
    public static bool IsConnectionFault(Exception e) =>
        e is HttpRequestException or SocketException or IOException or TimeoutException or UnauthorizedAccessException
        || (e is AggregateException { InnerException: { } inner } && IsConnectionFault(inner));

    public static StackException Unavailable(string address, Exception e)
    {
        var denied = e is UnauthorizedAccessException
            || e is SocketException { SocketErrorCode: SocketError.AccessDenied }
            || e.InnerException is SocketException { SocketErrorCode: SocketError.AccessDenied };
        return denied
            ? new("EngineAccessDenied", StackErrorCategory.PermissionDenied,
                $"The container engine at {address} refused access: {e.Message} Add your user to the 'docker' group, or run as root.", address, e)
            : new("EngineUnavailable", StackErrorCategory.ResourceUnavailable,
                $"No container engine answers at {address}: {Innermost(e).Message} Start it (for example: sudo systemctl start docker), or set DOCKER_HOST.", address, e);
    }

    /// <summary>An answer the engine gave; <paramref name="what"/> is what was asked, for example "create container 'x'".</summary>
    public static StackException Refused(string what, object? target, DockerApiException e)
    {
        var text = Message(e);
        if (text.Contains("no space left on device", StringComparison.OrdinalIgnoreCase))
        {
            return new("EngineDiskFull", StackErrorCategory.ResourceUnavailable,
                $"The engine could not {what}: its disk is full ({text}). Free space, for example: docker system prune.", target, e);
        }

        return text.Contains("port is already allocated", StringComparison.OrdinalIgnoreCase) || text.Contains("address already in use", StringComparison.OrdinalIgnoreCase)
            ? new("PortInUse", StackErrorCategory.ResourceBusy, $"The engine could not {what}: {text}.", target, e)
            : new("EngineRefused", StackErrorCategory.InvalidResult, $"The engine could not {what}: {text}", target, e);
    }

    /// <summary>The engine's own sentence out of its JSON answer.</summary>
    public static string Message(DockerApiException e)
    {
        try
        {
            using var json = System.Text.Json.JsonDocument.Parse(e.ResponseBody ?? "");
            return json.RootElement.TryGetProperty("message", out var message) ? message.GetString()!.Trim() : e.Message;
        }
        catch (System.Text.Json.JsonException)
        {
            return string.IsNullOrWhiteSpace(e.ResponseBody) ? e.Message : e.ResponseBody.Trim();
        }
    }

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
}
