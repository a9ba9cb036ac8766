using Mem0Observability.Checks;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Provisioning.Credentials;

/// <summary>Whether postgres-exporter gets into its database, by its own word.</summary>
internal sealed class ExporterSight(HttpClient http, Uri address, TimeProvider time)
{
    private static readonly ApiErrorIds s_errors = new("ExporterUnreachable", "ExporterUnreachable", "ExporterUnreachable");

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    public Task<bool> IsUpAsync(CancellationToken cancellationToken) => Patience.LookAsync(() => LookAsync(cancellationToken), up => up, s_limit, time, cancellationToken);

    private async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            ApiAnswer answer = await new ApiClient(http, address, "postgres-exporter", "postgres-exporter", s_errors).GetAsync("metrics", cancellationToken);
            return answer.Text.Split('\n').Contains("pg_up 1");
        }
        catch (StackException e) when (e.ErrorId is "ExporterUnreachable")
        {
            return false;
        }
    }
}
