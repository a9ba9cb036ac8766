using System.Text;

namespace Mem0Observability.Observer.Otlp.Json;

/// <param name="name">As in JSON, lowerCamelCase; the name in the <c>.proto</c> file is known too.</param>
internal sealed class JsonField(int number, string name, JsonKind kind)
{
    private readonly byte[] _name = Encoding.UTF8.GetBytes(name);
    private readonly byte[] _protoName = Encoding.UTF8.GetBytes(
        string.Concat(name.Select(c => char.IsAsciiLetterUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{c}")));

    public int Number => number;

    public JsonKind Kind => kind;

    public bool Repeated { get; init; }

    /// <summary>What a <see cref="JsonKind.Message"/> holds.</summary>
    public JsonMessage? Message { get; init; }

    /// <summary>The names of a <see cref="JsonKind.Enum"/>, by number.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    public bool IsNamed(ReadOnlySpan<byte> property) => property.SequenceEqual(_name) || property.SequenceEqual(_protoName);
}
