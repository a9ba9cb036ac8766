namespace Mem0Observability.Dashboards;

/// <summary>What a variable stands for at the moment.</summary>
/// <param name="Values">What is chosen.</param>
/// <param name="IsMany">Expanded as a regular expression of alternatives.</param>
/// <param name="Raw">Taken as it is instead of the values.</param>
internal sealed record VariableValue(IReadOnlyList<string> Values, bool IsMany = false, string? Raw = null)
{
    private const string Special = @"$^*{}[]'+?.()|";

    /// <param name="format">What follows the colon of <c>${name:format}</c>; empty for the data source's own.</param>
    public string Format(string format)
    {
        if (Raw is not null)
            return Raw;

        return format switch
        {
            "" => IsMany ? Alternatives : Values.Select(Quote).FirstOrDefault(""),
            "regex" => Alternatives,
            "pipe" => string.Join('|', Values),
            "raw" or "csv" => string.Join(',', Values),
            _ => throw new FormatException($"the format '{format}' of a variable is not known here; known are regex, pipe, raw and csv"),
        };
    }

    private string Alternatives => Values.Count == 1 ? Escape(Values[0]) : $"({string.Join('|', Values.Select(Escape))})";

    /// <summary>Inside PromQL's quotes, where a backslash is two.</summary>
    private static string Escape(string value) =>
        string.Concat(value.Replace(@"\", @"\\\\", StringComparison.Ordinal).Select(c => Special.Contains(c, StringComparison.Ordinal) ? $@"\\{c}" : $"{c}"));

    private static string Quote(string value) =>
        value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
