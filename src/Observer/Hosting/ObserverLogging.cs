namespace Mem0Observability.Observer.Hosting;

/// <summary>One JSON object per line on standard output, in UTC.</summary>
internal static class ObserverLogging
{
    public static void AddJson(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Information);
        // Requests carry labels and annotations, which may hold anything; the framework's request logs stay off.
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // At each start it warns that the keys of sessions are not encrypted where they lie: in a folder of the volume that only this process may read.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // It logs every refused call; the counters say more in less space.
        logging.AddFilter("Grpc", LogLevel.Warning);
        logging.AddJsonConsole(console =>
        {
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });
    }
}
