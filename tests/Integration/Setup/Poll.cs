using System.Diagnostics;

namespace Mem0Observability.Tests.Integration.Setup;

internal static class Poll
{
    /// <summary>Asks until there is an answer; fails with <paramref name="what"/> after the limit.</summary>
    public static async Task<T> UntilAsync<T>(string what, TimeSpan limit, Func<Task<T?>> ask)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < limit)
        {
            if (await ask() is { } answer) return answer;
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"Not within {limit.TotalSeconds:0} s: {what}.");
    }
}
