namespace Mem0Observability.Tests.Load;

/// <summary>A span of a trace: where it hangs, and what it is.</summary>
/// <param name="Parent">Index in the trace; -1 for the root.</param>
/// <param name="Kind">OTLP <c>SpanKind</c>.</param>
/// <param name="Begin">As a fraction of the whole trace, like <paramref name="Length"/>.</param>
internal sealed record SpanShape(int Parent, string Service, string Name, int Kind, double Begin, double Length);

/// <summary>Traces as a mem0 installation makes them: an API, an MCP server, a dashboard and a worker, PostgreSQL and model calls.</summary>
/// <param name="Milliseconds">Typical duration.</param>
internal sealed record TraceShape(double Milliseconds, params SpanShape[] Spans)
{
    private const string Api = "mem0";
    private const string Mcp = "openmemory-mcp";
    private const string Dashboard = "mem0-dashboard";
    private const string Worker = "mem0-worker";
    private const int Internal = 1;
    private const int Server = 2;
    private const int Client = 3;
    private const int Consumer = 5;

    public static readonly TraceShape[] All =
    [
        new(180,
            new(-1, Api, "POST /search", Server, 0, 1),
            new(0, Api, "SELECT users", Client, 0.01, 0.03),
            new(0, Api, "Memory.search", Internal, 0.05, 0.85),
            new(2, Api, "embeddings text-embedding-3-small", Client, 0.06, 0.5),
            new(2, Api, "SELECT memories", Client, 0.57, 0.2),
            new(2, Api, "vector_store.search", Internal, 0.56, 0.22),
            new(2, Api, "rerank", Internal, 0.79, 0.1),
            new(0, Api, "INSERT request_logs", Client, 0.92, 0.04)),
        new(9000,
            new(-1, Api, "POST /memories", Server, 0, 1),
            new(0, Api, "SELECT users", Client, 0.001, 0.002),
            new(0, Api, "Memory.add", Internal, 0.01, 0.97),
            new(2, Api, "chat gpt-5-mini", Client, 0.02, 0.8),
            new(2, Api, "embeddings text-embedding-3-small", Client, 0.83, 0.1),
            new(2, Api, "SELECT memories", Client, 0.93, 0.01),
            new(2, Api, "INSERT memories", Client, 0.95, 0.01),
            new(2, Api, "INSERT history", Client, 0.96, 0.005),
            new(0, Api, "INSERT request_logs", Client, 0.985, 0.005)),
        new(260,
            new(-1, Mcp, "tools/call search_memory", Server, 0, 1),
            new(0, Mcp, "SELECT apps", Client, 0.01, 0.03),
            new(0, Mcp, "POST", Client, 0.06, 0.85),
            new(2, Api, "POST /search", Server, 0.07, 0.83),
            new(3, Api, "Memory.search", Internal, 0.08, 0.8),
            new(4, Api, "embeddings text-embedding-3-small", Client, 0.1, 0.5),
            new(4, Api, "SELECT memories", Client, 0.62, 0.2),
            new(3, Api, "INSERT request_logs", Client, 0.87, 0.02),
            new(0, Mcp, "INSERT memory_access_logs", Client, 0.93, 0.04)),
        new(90,
            new(-1, Dashboard, "GET /api/memories", Server, 0, 1),
            new(0, Dashboard, "GET", Client, 0.05, 0.7),
            new(1, Api, "GET /memories", Server, 0.07, 0.66),
            new(2, Api, "SELECT users", Client, 0.08, 0.1),
            new(2, Api, "Memory.get_all", Internal, 0.2, 0.4),
            new(4, Api, "SELECT memories", Client, 0.22, 0.35),
            new(2, Api, "INSERT request_logs", Client, 0.65, 0.06),
            new(0, Dashboard, "render memories", Internal, 0.78, 0.2)),
        new(2500,
            new(-1, Worker, "process memory.consolidate", Consumer, 0, 1),
            new(0, Worker, "SELECT queue", Client, 0.01, 0.02),
            new(0, Worker, "chat gpt-5-mini", Client, 0.04, 0.6),
            new(0, Worker, "PUT", Client, 0.65, 0.3),
            new(3, Api, "PUT /memories/{memory_id}", Server, 0.66, 0.28),
            new(4, Api, "SELECT users", Client, 0.67, 0.01),
            new(4, Api, "Memory.update", Internal, 0.69, 0.23),
            new(6, Api, "embeddings text-embedding-3-small", Client, 0.7, 0.12),
            new(6, Api, "UPDATE memories", Client, 0.83, 0.05),
            new(6, Api, "INSERT history", Client, 0.89, 0.02)),
    ];
}
