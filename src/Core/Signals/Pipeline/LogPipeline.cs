using System.Text.Json;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Pipeline;

/// <summary>Filebeat and Logstash by their own APIs: how much came in, and how much went on.</summary>
/// <param name="filebeat">Null where its port is not published.</param>
internal sealed class LogPipeline(HttpClient http, Uri? filebeat, Uri? logstash)
{
    private static readonly ApiErrorIds s_errors = new("PipelineUnreachable", "PipelineUnreachable", "PipelineRejected");

    public async Task<IReadOnlyList<PipelineStage>> AskAsync(CancellationToken cancellationToken)
    {
        Task<PipelineStage> first = AskAsync("filebeat", filebeat, "stats", Filebeat, cancellationToken);
        Task<PipelineStage> second = AskAsync("logstash", logstash, "_node/stats/pipelines", Logstash, cancellationToken);
        return [await first, await second];
    }

    private async Task<PipelineStage> AskAsync(string name, Uri? address, string path, Func<JsonElement, PipelineStage> read, CancellationToken cancellationToken)
    {
        if (address is null)
            return new PipelineStage(name, null, null, "its API has no published port");

        var client = new ApiClient(http, address, name, name, s_errors);
        try
        {
            return client.Read(await client.GetAsync(path, cancellationToken), "its figures", read);
        }
        catch (StackException e) when (e.ErrorId is "PipelineUnreachable" or "PipelineRejected")
        {
            return new PipelineStage(name, null, e.Category == StackErrorCategory.ResourceUnavailable ? "it does not answer" : "it gives no figures", e.Message);
        }
    }

    private static PipelineStage Filebeat(JsonElement json)
    {
        JsonElement? output = json.Member("libbeat")?.Member("output");
        double acked = Number(output?.Member("events"), "acked");
        double failed = Number(output?.Member("events"), "failed");
        double errors = Number(output?.Member("write"), "errors");
        double harvesters = Number(json.Member("filebeat")?.Member("harvester"), "running");
        string detail = FormattableString.Invariant($"{harvesters:0} files open, {acked:0} lines passed on, {failed:0} failed, {errors:0} write errors");
        return new PipelineStage("filebeat", acked, harvesters == 0 ? "it reads no file" : acked == 0 ? "it has passed nothing on" : null, detail);
    }

    private static PipelineStage Logstash(JsonElement json)
    {
        double received = 0, sent = 0, queued = 0, dead = 0;
        foreach (JsonProperty pipeline in json.GetProperty("pipelines").EnumerateObject())
        {
            received += Number(pipeline.Value.Member("events"), "in");
            sent += Number(pipeline.Value.Member("events"), "out");
            queued += Number(pipeline.Value.Member("queue"), "events_count");
            dead += Number(pipeline.Value.Member("dead_letter_queue"), "queue_size_in_bytes");
        }

        string detail = FormattableString.Invariant($"{received:0} lines taken in, {sent:0} passed on, {queued:0} waiting, {dead:0} bytes of dead letters");
        // An empty file of the dead letter queue has one byte.
        return new PipelineStage("logstash", sent, received == 0 ? "it has received nothing" : sent == 0 ? "it has passed nothing on" : dead > 1 ? "Elasticsearch refused lines, they are in its dead letter queue" : null, detail);
    }

    private static double Number(JsonElement? json, string name) => json?.Member(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : 0;
}
