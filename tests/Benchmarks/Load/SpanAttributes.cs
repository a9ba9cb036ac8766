using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Tests.Load;

/// <summary>What the instrumentation libraries put on such spans, by the semantic conventions: six to ten attributes.</summary>
internal static class SpanAttributes
{
    private const int Attributes = 9;
    private const int Client = 3;

    public static void Write(ProtoWriter span, SpanShape shape, int number)
    {
        OtlpAttribute.Write(span, Attributes, "thread.name", $"AnyIO worker thread {number % 40}");
        OtlpAttribute.Write(span, Attributes, "thread.id", 140_000_000_000_000 + (number % 40 * 4096));
        if (shape.Kind != Client)
        {
            WriteServer(span, shape, number);
            return;
        }

        if (shape.Name is "POST" or "GET" or "PUT")
        {
            WriteHttpCall(span, shape, number);
            return;
        }

        if (shape.Name.StartsWith("chat", StringComparison.Ordinal) || shape.Name.StartsWith("embeddings", StringComparison.Ordinal))
        {
            WriteModel(span, shape, number);
            return;
        }

        WriteDatabase(span, shape);
    }

    private static void WriteServer(ProtoWriter span, SpanShape shape, int number)
    {
        var memory = $"{RowIds.Mix((ulong)number):x16}";
        OtlpAttribute.Write(span, Attributes, "mem0.user.hash", memory[..8]);
        OtlpAttribute.Write(span, Attributes, "mem0.results", number % 12);
        OtlpAttribute.Write(span, Attributes, "code.function.name", $"mem0.memory.main.{shape.Name.Split(' ', '.')[^1]}");
        OtlpAttribute.Write(span, Attributes, "request_id", memory[8..]);
        if (shape.Kind == 1) return;
        OtlpAttribute.Write(span, Attributes, "http.request.method", shape.Name.Split(' ')[0]);
        OtlpAttribute.Write(span, Attributes, "http.route", shape.Name.Split(' ')[^1]);
        OtlpAttribute.Write(span, Attributes, "http.response.status_code", 200);
        OtlpAttribute.Write(span, Attributes, "user_agent.original", "python-httpx/0.28.1");
    }

    private static void WriteHttpCall(ProtoWriter span, SpanShape shape, int number)
    {
        OtlpAttribute.Write(span, Attributes, "http.request.method", shape.Name);
        OtlpAttribute.Write(span, Attributes, "server.address", "mem0");
        OtlpAttribute.Write(span, Attributes, "server.port", 8000);
        OtlpAttribute.Write(span, Attributes, "url.full", $"http://mem0:8000/memories?page={number % 50}");
        OtlpAttribute.Write(span, Attributes, "http.response.status_code", 200);
        OtlpAttribute.Write(span, Attributes, "network.protocol.version", "1.1");
    }

    private static void WriteModel(ProtoWriter span, SpanShape shape, int number)
    {
        var words = shape.Name.Split(' ');
        OtlpAttribute.Write(span, Attributes, "gen_ai.operation.name", words[0]);
        OtlpAttribute.Write(span, Attributes, "gen_ai.provider.name", "openai");
        OtlpAttribute.Write(span, Attributes, "gen_ai.request.model", words[1]);
        OtlpAttribute.Write(span, Attributes, "gen_ai.usage.input_tokens", 200 + (number % 3000));
        OtlpAttribute.Write(span, Attributes, "gen_ai.usage.output_tokens", number % 800);
        OtlpAttribute.Write(span, Attributes, "server.address", "api.openai.com");
        OtlpAttribute.Write(span, Attributes, "gen_ai.response.id", $"chatcmpl-{RowIds.Mix((ulong)number):x16}");
    }

    private static void WriteDatabase(ProtoWriter span, SpanShape shape)
    {
        var words = shape.Name.Split(' ');
        OtlpAttribute.Write(span, Attributes, "db.system.name", "postgresql");
        OtlpAttribute.Write(span, Attributes, "db.namespace", "mem0_app");
        OtlpAttribute.Write(span, Attributes, "db.operation.name", words[0]);
        OtlpAttribute.Write(span, Attributes, "db.collection.name", words[^1]);
        OtlpAttribute.Write(span, Attributes, "db.query.text", $"{words[0]} id, vector, payload FROM {words[^1]} WHERE payload->>'user_id' = $1 ORDER BY distance LIMIT $2");
        OtlpAttribute.Write(span, Attributes, "server.address", "postgres");
        OtlpAttribute.Write(span, Attributes, "server.port", 5432);
    }
}
