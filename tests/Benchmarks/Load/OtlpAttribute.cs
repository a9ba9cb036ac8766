using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Tests.Load;

/// <summary>A <c>KeyValue</c> message.</summary>
internal static class OtlpAttribute
{
    public static void Write(ProtoWriter writer, int field, string key, string value)
    {
        var pair = writer.BeginMessage(field);
        writer.Text(1, key);
        var any = writer.BeginMessage(2);
        writer.Text(1, value);
        writer.EndMessage(any);
        writer.EndMessage(pair);
    }

    public static void Write(ProtoWriter writer, int field, string key, long value)
    {
        var pair = writer.BeginMessage(field);
        writer.Text(1, key);
        var any = writer.BeginMessage(2);
        writer.Varint(3, (ulong)value);
        writer.EndMessage(any);
        writer.EndMessage(pair);
    }

    /// <summary>A <c>Resource</c> message as field 1, then a scope's, as the SDK for Python writes them.</summary>
    public static void WriteResource(ProtoWriter writer, string service)
    {
        var resource = writer.BeginMessage(1);
        Write(writer, 1, "telemetry.sdk.language", "python");
        Write(writer, 1, "telemetry.sdk.name", "opentelemetry");
        Write(writer, 1, "telemetry.sdk.version", "1.39.1");
        Write(writer, 1, "service.name", service);
        Write(writer, 1, "service.version", "2.0.18");
        Write(writer, 1, "deployment.environment.name", "bench");
        writer.EndMessage(resource);
    }

    public static void WriteScope(ProtoWriter writer, string name)
    {
        var scope = writer.BeginMessage(1);
        writer.Text(1, name);
        writer.Text(2, "0.60b1");
        writer.EndMessage(scope);
    }
}
