namespace Mem0Observability.Signals.Logs;

/// <summary>Reads the log query language: terms, phrases, <c>key:value</c>, <c>AND</c> (also by default), <c>OR</c>, <c>NOT</c> or <c>-</c>, parentheses.</summary>
internal static class LogQueryParser
{
    public static LogQuery Parse(string text) => throw new NotImplementedException(text);
}
