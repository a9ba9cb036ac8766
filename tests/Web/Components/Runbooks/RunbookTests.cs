using Bunit;
using Mem0Observability.Web;
using Mem0Observability.Web.Pages;
using Mem0Observability.Web.Runbooks;

namespace Mem0Observability.Tests.Web.Components.Runbooks;

public sealed class RunbookTests : StackPage
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("runbooks");

    private protected override WebSettings Settings => new() { Runbooks = Path.Combine(_folder.FullName, "in") };

    public RunbookTests()
    {
        Directory.CreateDirectory(Settings.Runbooks);
        File.WriteAllText(Path.Combine(_folder.FullName, "secret.md"), "outside");
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_runbook_is_shown_with_its_name_once()
    {
        Write("Mem0Down", "# Mem0Down\n\nUsers cannot search.\n\n## Look\n- `docker ps`");
        var page = Render<RunbookPage>(p => p.Add(r => r.Alert, "Mem0Down"));
        page.WaitForAssertion(() => page.Find("[data-testid=runbook] h2").TextContent.Should().Be("Look"));
        page.FindAll("h1").Should().HaveCount(1);
        page.Find("code").TextContent.Should().Be("docker ps");
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("..%2Fsecret")]
    [InlineData("/etc/passwd")]
    [InlineData("a/b")]
    [InlineData("")]
    public void A_name_that_leads_elsewhere_is_refused(string name)
    {
        var part = Render<RunbookPart>(p => p.Add(r => r.Name, name));
        part.WaitForAssertion(() => part.Find("[role=alert]").TextContent.Should().Contain("There is no runbook"));
        part.Markup.Should().NotContain("outside").And.NotContain("root:");
    }

    [Fact]
    public void Html_in_a_runbook_stays_text()
    {
        string html = RunbookText.ToHtml("<script>alert(1)</script>\n\nand <img src=x onerror=alert(2)> *here*");
        html.Should().NotContain("<script").And.NotContain("<img").And.Contain("&lt;script&gt;").And.Contain("<em>here</em>");
    }

    [Theory]
    [InlineData("[other](Mem0Slow.md)", "href=\"runbooks/Mem0Slow\"")]
    [InlineData("[other](./Mem0Slow.md#act)", "href=\"runbooks/Mem0Slow\"")]
    [InlineData("[docs](https://example.org/x)", "href=\"https://example.org/x\"")]
    public void Links_that_a_reader_may_follow_lead_on(string markdown, string expected) => RunbookText.ToHtml(markdown).Should().Contain(expected);

    [Theory]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](data:text/html,y)")]
    [InlineData("[x](../../secret.md)")]
    [InlineData("<javascript:alert(1)>")]
    public void Other_links_are_text(string markdown) => RunbookText.ToHtml(markdown).Should().NotContain("href");

    [Fact]
    public void A_picture_is_a_link_as_nothing_is_fetched_from_elsewhere() =>
        RunbookText.ToHtml("![map](https://example.org/a.png)").Should().NotContain("<img").And.Contain("<a href=");

    [Fact]
    public void A_table_has_no_style_of_its_own() => RunbookText.ToHtml("| a | b |\n|:-:|--:|\n| 1 | 2 |").Should().Contain("<table>").And.NotContain("style=");

    [Fact]
    public void All_runbooks_are_listed()
    {
        Write("B", "x");
        Write("A", "x");
        var page = Render<RunbooksPage>();
        page.WaitForAssertion(() => page.FindAll("li a").Select(a => a.GetAttribute("href")).Should().Equal("runbooks/A", "runbooks/B"));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told()
    {
        Directory.Delete(Settings.Runbooks);
        var page = Render<RunbooksPage>();
        page.WaitForAssertion(() => page.Find("[role=alert]").TextContent.Should().Contain("cannot be read"));
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(Settings.Runbooks, name + ".md"), text);
}
