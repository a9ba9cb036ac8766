namespace Mem0Observability.Notifications;

/// <summary>Text that a generated file may contain whatever is in it.</summary>
internal static class Quoted
{
    public static string Yaml(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    public static string Yaml(IEnumerable<string> texts) => "[" + string.Join(", ", texts.Select(Yaml)) + "]";
}
