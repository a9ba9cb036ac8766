namespace Mem0Observability.Model;

/// <summary>One request on its way through the services.</summary>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="StartTime">Start of the earliest span, UTC.</param>
/// <param name="Duration">From the start of the earliest span to the end of the last.</param>
/// <param name="RootService">Service of the root span; of the earliest span where the root has not arrived.</param>
/// <param name="RootOperation">Operation of that span.</param>
/// <param name="ErrorCount">Spans with status Error.</param>
/// <param name="Services">Distinct, in the order of their first span.</param>
/// <param name="Spans">By start time.</param>
public sealed record Trace(
    string TraceId,
    DateTimeOffset StartTime,
    TimeSpan Duration,
    string RootService,
    string RootOperation,
    int ErrorCount,
    IReadOnlyList<string> Services,
    IReadOnlyList<TraceSpan> Spans)
{
    /// <summary>The spans as lines of text, each below its parent with its duration; the first 200 of them.</summary>
    /// <param name="width">Of the console, in characters.</param>
    public string ToTree(int width = 120) => TraceTree.Draw(this, width);
}
