using Microsoft.AspNetCore.Http;

namespace Mem0Observability.Tests.Unit.Provisioning;

/// <summary>Filebeat's and Logstash's figures, as their APIs give them.</summary>
internal sealed class PipelineServer : StatefulServer
{
    public (int Harvesters, int Acked) Filebeat { get; set; } = (9, 100);

    public (int In, int Out, int Waiting, int Dead) Logstash { get; set; } = (100, 99, 1, 1);

    protected override Task<(int Status, string Body)> AnswerAsync(HttpRequest request, string path, string body) => Task.FromResult((200, path == "/stats"
        ? $$"""
          {
            "filebeat": { "harvester": { "running": {{Filebeat.Harvesters}} } },
            "libbeat": { "output": { "events": { "acked": {{Filebeat.Acked}}, "failed": 2 }, "write": { "errors": 0 } } }
          }
          """
        : $$"""
          {
            "pipelines": {
              "main": {
                "events": { "in": {{Logstash.In}}, "filtered": 0, "out": {{Logstash.Out}} },
                "queue": { "type": "persisted", "events_count": {{Logstash.Waiting}} },
                "dead_letter_queue": { "queue_size_in_bytes": {{Logstash.Dead}} }
              }
            }
          }
          """));
}
