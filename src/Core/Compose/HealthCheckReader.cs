namespace Mem0Observability.Compose;

/// <summary>Reads <c>healthcheck</c>; without a test, the image's own test is kept and only its times change.</summary>
internal static class HealthCheckReader
{
    public static HealthCheckSpec? Read(MapReader service)
    {
        if (service.Map("healthcheck") is not { } map)
            return null;

        bool disabled = map.Flag("disable");
        IReadOnlyList<string> test = map.Find("test") is { } node ? Test(node, map.At("test")) : [];
        var check = new HealthCheckSpec(
            disabled ? ["NONE"] : test,
            map.Duration("interval"),
            map.Duration("timeout"),
            (int?)map.Integer("retries"),
            map.Duration("start_period"),
            map.Duration("start_interval"));
        map.Close();
        return check;
    }

    private static IReadOnlyList<string> Test(YamlNode node, string where)
    {
        if (node is YamlScalar)
            return ["CMD-SHELL", ComposeValue.Word(node, where)];

        IReadOnlyList<string> test = ComposeValue.Texts(node, where);
        bool valid = test switch
        {
            ["NONE"] or ["CMD", _, ..] or ["CMD-SHELL", _] => true,
            _ => false,
        };
        return valid
            ? test
            : throw ComposeFault.Invalid(node.Position, where, "must be [CMD, program, argument…], [CMD-SHELL, \"command line\"] or [NONE].");
    }
}
