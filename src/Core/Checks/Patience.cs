namespace Mem0Observability.Checks;

/// <summary>Looks again until something is there or the time is up.</summary>
internal static class Patience
{
    /// <summary>From the sender to the answer of a search: batches of a second, a commit, and a busy machine.</summary>
    public static readonly TimeSpan Telemetry = TimeSpan.FromSeconds(15);

    /// <summary>Two scrapes of mem0 and a little: one may fail on a busy machine.</summary>
    public static readonly TimeSpan Scrape = TimeSpan.FromSeconds(25);

    /// <summary>Where several programs pass it on in batches, and an index is refreshed every few seconds. Below the 60 s of a whole check.</summary>
    public static readonly TimeSpan LongWay = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(250);

    /// <returns>The last look, whether or not it was enough.</returns>
    public static async Task<T> LookAsync<T>(Func<Task<T>> look, Func<T, bool> isEnough, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        while (true)
        {
            T seen = await look();
            if (isEnough(seen) || time.GetElapsedTime(start) >= limit)
                return seen;

            await Task.Delay(s_interval, time, cancellationToken);
        }
    }
}
