using System.Text.RegularExpressions;

namespace Mem0Observability.Checks;

/// <summary>What the router wrote about its last failure of one receiver.</summary>
internal static partial class ReceiverWords
{
    /// <returns>A sentence with a blank after it, or nothing.</returns>
    public static async Task<string> LastAsync(CheckContext context, string receiver, CancellationToken cancellationToken)
    {
        if (context.Services.FirstOrDefault(s => s.Service == "alertmanager" && s.ContainerId.Length > 0) is not { } router) return "";
        string log = await context.LastLines(router, cancellationToken);
        string? last = log.Split('\n').LastOrDefault(l => l.Contains($"receiver={receiver} ", StringComparison.Ordinal) || l.Contains($"{receiver}/", StringComparison.Ordinal));
        // The address is the secret of most channels.
        return last is not null && Error().Match(last) is { Success: true } error ? $"It says: {Address().Replace(error.Groups[1].Value.Replace("\\\"", "'", StringComparison.Ordinal), "<address>").TrimEnd('.')}. " : "";
    }

    [GeneratedRegex("""\berr="((?:[^"\\]|\\.)*)["]""")]
    private static partial Regex Error();

    [GeneratedRegex("""https?://[^\s"'\\]+""")]
    private static partial Regex Address();
}
