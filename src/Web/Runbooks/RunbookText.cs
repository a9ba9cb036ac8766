using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Mem0Observability.Web.Time;

namespace Mem0Observability.Web.Runbooks;

/// <summary>Makes a page of a runbook's Markdown. HTML in it stays text, and only links that a reader may follow stay links.</summary>
internal static class RunbookText
{
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks().Build();

    public static string ToHtml(string markdown)
    {
        MarkdownDocument document = Markdown.Parse(markdown, s_pipeline);
        // The page has the name as its heading.
        if (document is [HeadingBlock { Level: 1 } title, ..])
            document.Remove(title);

        foreach (LinkInline link in document.Descendants<LinkInline>().ToList())
            Tame(link);
        foreach (AutolinkInline link in document.Descendants<AutolinkInline>().Where(l => !l.IsEmail && Target(l.Url) is null).ToList())
            link.ReplaceBy(new LiteralInline(link.Url));
        // An alignment would be a style attribute, which the content-security policy forbids.
        foreach (TableColumnDefinition column in document.Descendants<Table>().SelectMany(t => t.ColumnDefinitions))
            column.Alignment = null;

        return document.ToHtml(s_pipeline);
    }

    /// <summary>Pictures become links: nothing is fetched from elsewhere without being asked.</summary>
    private static void Tame(LinkInline link)
    {
        link.IsImage = false;
        string? target = Target(link.Url ?? "");
        link.GetDynamicUrl = null;
        link.Url = target ?? "";
        if (target is null)
            link.ReplaceBy(new LiteralInline(""));
        else if (target.StartsWith("http", StringComparison.Ordinal))
            link.GetAttributes().AddProperty("rel", "noopener noreferrer");
    }

    /// <returns>Null where nothing good is there: another scheme, another folder.</returns>
    private static string? Target(string url)
    {
        if (Uri.TryCreate(url, UriKind.Absolute, out Uri? address))
            return address.Scheme is "http" or "https" ? url : null;

        string name = url.StartsWith("./", StringComparison.Ordinal) ? url[2..] : url;
        name = name.Split('#')[0];
        return name.EndsWith(".md", StringComparison.Ordinal) && RunbookFolder.IsName(name[..^3]) ? PageLinks.Runbook(name[..^3]) : null;
    }
}
