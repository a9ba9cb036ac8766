namespace Mem0Observability.Tests.Unit.Monitoring.Logstash;

/// <summary>One step of a pipeline: a plugin, or a chain of conditions of which the first that holds counts.</summary>
internal abstract record LogstashStep;

/// <param name="Settings">In the order of the file. A value is a <see cref="string"/>, a list of them, or a list of pairs.</param>
internal sealed record LogstashPlugin(string Name, IReadOnlyList<KeyValuePair<string, object>> Settings) : LogstashStep
{
    public string? Text(string key) => Settings.FirstOrDefault(s => s.Key == key).Value as string;

    public IReadOnlyList<string> Texts(string key) => Settings.FirstOrDefault(s => s.Key == key).Value switch
    {
        IReadOnlyList<string> list => list,
        string one => [one],
        _ => [],
    };

    public IReadOnlyList<KeyValuePair<string, object>> Pairs(string key) =>
        Settings.FirstOrDefault(s => s.Key == key).Value as IReadOnlyList<KeyValuePair<string, object>> ?? [];
}

/// <param name="Branches">Each with its condition; null for <c>else</c>.</param>
internal sealed record LogstashChoice(IReadOnlyList<(string? Condition, IReadOnlyList<LogstashStep> Steps)> Branches) : LogstashStep;
