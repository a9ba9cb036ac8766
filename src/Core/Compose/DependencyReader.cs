namespace Mem0Observability.Compose;

/// <summary>Reads <c>depends_on</c>: a list of services, or a map with conditions.</summary>
internal static class DependencyReader
{
    public static IReadOnlyDictionary<string, DependencyCondition> Read(MapReader service, string name, ComposeContext context)
    {
        var result = new SortedDictionary<string, DependencyCondition>(StringComparer.Ordinal);
        string where = service.At("depends_on");
        switch (service.Find("depends_on"))
        {
            case null:
                break;
            case YamlList list:
                foreach (YamlNode item in list.Items)
                    Add(ComposeValue.Word(item, where), item.Position, DependencyCondition.Started, required: true);
                break;
            case YamlMap map:
                foreach (YamlEntry entry in map.Entries)
                    AddLong(entry);
                break;
            case var other:
                throw ComposeFault.Invalid(other.Position, where, $"is {ComposeValue.KindOf(other)}; a list or a map of services is expected.");
        }

        return result;

        void AddLong(YamlEntry entry)
        {
            var map = new MapReader(entry.Value, $"{where}.{entry.Key}");
            DependencyCondition condition = Condition(map);
            bool required = map.Find("required") is not { } node || ComposeValue.Flag(node, map.At("required"));
            map.Close();
            Add(entry.Key, entry.KeyPosition, condition, required);
        }

        void Add(string target, SourcePosition position, DependencyCondition condition, bool required)
        {
            if (!context.Services.Contains(target))
            {
                string advice = Spelling.Nearest(target, context.Services) is { } near ? $"Did you mean '{near}'?" : "Define it under 'services:'.";
                throw ComposeFault.Undefined(position, where, $"service {ComposeFault.Show(target)} is not defined. {advice}");
            }

            bool off = !context.ActiveServices.Contains(target);
            if (off && required && context.ActiveServices.Contains(name))
                throw ComposeFault.Undefined(position, where, $"service '{target}' is in no active profile. Activate its profile, or set 'required: false'.");

            if (!(off && !required) && !result.TryAdd(target, condition))
                throw ComposeFault.At("ComposeDuplicateKey", position, $"{where}: service '{target}' is listed twice. Remove one of the two.");
        }
    }

    private static DependencyCondition Condition(MapReader map) => map.Text("condition") switch
    {
        "service_started" => DependencyCondition.Started,
        "service_healthy" => DependencyCondition.Healthy,
        "service_completed_successfully" => DependencyCondition.CompletedSuccessfully,
        null => throw ComposeFault.Invalid(map.Position, map.Where, "has no condition. Use service_started, service_healthy or service_completed_successfully."),
        string other => throw ComposeFault.Invalid(
            map.Position, map.At("condition"), $"{ComposeFault.Show(other)} is not a condition. Use service_started, service_healthy or service_completed_successfully."),
    };
}
