namespace Mem0Observability.Observer.Otlp.Json;

/// <summary>The fields of a message.</summary>
internal sealed class JsonMessage
{
    /// <summary>Set once, after the construction: some messages hold themselves.</summary>
    public JsonField[] Fields { get; set; } = [];

    /// <returns>Null for a field that a newer sender knows and the observer does not.</returns>
    public JsonField? Find(ReadOnlySpan<byte> property)
    {
        foreach (var field in Fields)
        {
            if (field.IsNamed(property))
                return field;
        }

        return null;
    }
}
