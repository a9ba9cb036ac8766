namespace Mem0Observability.Observer.Wire;

/// <summary>What all spans and log records of one process and one instrumentation library have in common.</summary>
/// <param name="Service">Empty where the resource names none.</param>
/// <param name="Scope">Name of the library; empty where unknown.</param>
internal sealed record OtlpContext(string Service, IReadOnlyDictionary<string, object?> Resource, string Scope)
{
    private const int ResourceAttributes = 1;
    private const int ScopeName = 1;

    /// <param name="resource">OTLP <c>Resource</c> message; may be empty.</param>
    /// <param name="scope">OTLP <c>InstrumentationScope</c> message; may be empty.</param>
    public static OtlpContext Read(ReadOnlySpan<byte> resource, ReadOnlySpan<byte> scope)
    {
        var attributes = new Dictionary<string, object?>();
        var reader = new ProtoReader(resource);
        while (reader.TryReadTag(out int field, out WireType type))
        {
            if (field == ResourceAttributes && type == WireType.Bytes)
                OtlpValues.AddAttribute(attributes, reader.ReadBytes());
            else
                reader.Skip(type);
        }

        return new OtlpContext(attributes.GetValueOrDefault("service.name") as string ?? "", attributes, Name(scope));
    }

    private static string Name(ReadOnlySpan<byte> scope)
    {
        string name = "";
        var reader = new ProtoReader(scope);
        while (reader.TryReadTag(out int field, out WireType type))
        {
            if (field == ScopeName && type == WireType.Bytes)
                name = OtlpValues.Text(reader.ReadBytes());
            else
                reader.Skip(type);
        }

        return name;
    }
}
