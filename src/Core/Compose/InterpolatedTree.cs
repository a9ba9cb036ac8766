namespace Mem0Observability.Compose;

/// <summary>Interpolates every value of a tree; keys stay as they are.</summary>
internal static class InterpolatedTree
{
    public static YamlNode Of(YamlNode node, Interpolation interpolation) => node switch
    {
        YamlScalar scalar => Of(scalar, interpolation),
        YamlList list => list with { Items = [.. list.Items.Select(i => Of(i, interpolation))] },
        YamlMap map => map with { Entries = [.. map.Entries.Select(e => e with { Value = Of(e.Value, interpolation) })] },
        _ => node,
    };

    // What a variable gives is text: an empty one is not null, "1.0" not a number.
    private static YamlScalar Of(YamlScalar scalar, Interpolation interpolation)
    {
        string value = interpolation.Expand(scalar.Value, scalar.Position);
        return value == scalar.Value ? scalar : scalar with { Value = value, Quoted = true };
    }
}
