namespace Mem0Observability.Web.Runbooks;

/// <summary>A runbook as it is shown.</summary>
/// <param name="Html">Made from its Markdown, with nothing that Markdown did not make.</param>
public sealed record Runbook(string Name, string Html);

/// <summary>The names of all runbooks.</summary>
public sealed record RunbookList(IReadOnlyList<string> Names);
