using System.Text.Json;
using System.Text.RegularExpressions;

namespace Mem0Observability.Tests.Unit.Monitoring.Logstash;

/// <summary>
/// Runs the filters of a pipeline on a line: mutate, grok, json and kv, as far as the shipped file uses them. A setting that this does not
/// know is an error, so that none is passed over in silence.
/// </summary>
internal static class LogstashRun
{
    public static LogstashEvent Of(LogstashConfig config, LogstashEvent e)
    {
        Run(config.Sections["filter"], e);
        return e;
    }

    private static void Run(IEnumerable<LogstashStep> steps, LogstashEvent e)
    {
        foreach (LogstashStep step in steps)
        {
            if (step is LogstashPlugin plugin)
                Run(plugin, e);
            else if (step is LogstashChoice choice)
                Run(choice.Branches.FirstOrDefault(b => b.Condition is null || LogstashCondition.Holds(b.Condition, e)).Steps ?? [], e);
        }
    }

    private static void Run(LogstashPlugin plugin, LogstashEvent e)
    {
        switch (plugin.Name)
        {
            case "mutate": Mutate(plugin, e); break;
            case "grok": GrokFilter(plugin, e); break;
            case "json": JsonFilter(plugin, e); break;
            case "kv": KeyValues(plugin, e); break;
            default: throw new NotSupportedException($"The filter {plugin.Name} is not known here.");
        }
    }

    private static void Mutate(LogstashPlugin mutate, LogstashEvent e)
    {
        foreach ((string setting, object _) in mutate.Settings)
        {
            switch (setting)
            {
                case "rename": Each((from, to) => { if (e.Remove(from) is { } value) e.Set(to, value); }); break;
                case "copy": Each((from, to) => { if (e[from] is { } value) e.Set(to, value); }); break;
                case "replace" or "add_field": Each((field, value) => e.Set(field, e.Expand(value))); break;
                case "remove_field": mutate.Texts(setting).ToList().ForEach(field => e.Remove(field)); break;
                case "lowercase": mutate.Texts(setting).ToList().ForEach(field => { if (e.Text(field) is { } text) e.Set(field, text.ToLowerInvariant()); }); break;
                case "gsub": Replace(mutate.Texts(setting), e); break;
                default: throw new NotSupportedException($"mutate's {setting} is not known here.");
            }

            void Each(Action<string, string> act)
            {
                foreach ((string key, object value) in mutate.Pairs(setting)) act(key, (string)value);
            }
        }
    }

    private static void Replace(IReadOnlyList<string> gsub, LogstashEvent e)
    {
        for (int i = 0; i < gsub.Count; i += 3)
        {
            if (e.Text(gsub[i]) is { } text)
                e.Set(gsub[i], Regex.Replace(text, gsub[i + 1], gsub[i + 2].Replace('\\', '$')));
        }
    }

    private static void GrokFilter(LogstashPlugin grok, LogstashEvent e)
    {
        var definitions = grok.Pairs("pattern_definitions").ToDictionary(p => p.Key, p => (string)p.Value);
        bool all = grok.Text("break_on_match") == "false";
        bool matched = false;
        foreach ((string source, object expressions) in grok.Pairs("match"))
        {
            foreach (string expression in expressions as IReadOnlyList<string> ?? [(string)expressions])
            {
                if ((matched && !all) || e.Text(source) is not { } text || new Grok(expression, definitions).Match(text) is not { } fields)
                    continue;
                matched = true;
                foreach ((string field, object value) in fields) e.Set(field, value);
            }
        }

        if (!matched) e.Tags.AddRange(grok.Texts("tag_on_failure"));
    }

    private static void JsonFilter(LogstashPlugin json, LogstashEvent e)
    {
        try
        {
            using var document = JsonDocument.Parse(e.Text(json.Text("source")!)!);
            e.Set(json.Text("target")!, Plain(document.RootElement));
        }
        catch (JsonException)
        {
            e.Tags.AddRange(json.Texts("tag_on_failure"));
        }
    }

    private static object Plain(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().ToDictionary(m => m.Name, m => Plain(m.Value)),
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.Number => json.GetDouble(),
        _ => json.GetRawText(),
    };

    private static void KeyValues(LogstashPlugin kv, LogstashEvent e)
    {
        var pairs = Regex.Matches(e.Text(kv.Text("source")!)!, """(?<=^| )([^ =]+)=("(?:[^"\\]|\\.)*"|[^ ]*)""");
        if (pairs.Count == 0)
            e.Tags.AddRange(kv.Texts("tag_on_failure"));
        else
            e.Set(kv.Text("target")!, pairs.DistinctBy(p => p.Groups[1].Value).ToDictionary(p => p.Groups[1].Value, p => (object)p.Groups[2].Value.Trim('"')));
    }
}
