using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Mem0Observability.Web.Panels;

/// <summary>Makes HTML of a text panel's Markdown. HTML in it stays text, and a link leads to a page or nowhere.</summary>
internal static class PanelMarkdown
{
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    public static string ToHtml(string markdown)
    {
        MarkdownDocument document = Markdown.Parse(markdown, s_pipeline);
        foreach (LinkInline link in document.Descendants<LinkInline>().ToList())
        {
            // A picture would be fetched from elsewhere.
            link.IsImage = false;
            if (Uri.TryCreate(link.Url, UriKind.Absolute, out Uri? address) && address.Scheme is not ("http" or "https"))
                link.Url = "";
        }

        // Titles of panels are the third level.
        foreach (HeadingBlock heading in document.Descendants<HeadingBlock>())
            heading.Level = Math.Min(6, heading.Level + 3);
        return document.ToHtml(s_pipeline);
    }
}
