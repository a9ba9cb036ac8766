using Mem0Observability.Dashboards;

namespace Mem0Observability.Tests.Unit.Dashboards;

/// <summary>The files are kept by hand, and a change to a panel is a change to its lines alone.</summary>
public sealed class DashboardTextTests
{
    public static TheoryData<string> Names => [.. DashboardFiles.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_dashboard_is_written_in_the_one_way(string name)
    {
        string text = DashboardFiles.Read(name);
        string written = DashboardText.Write(DashboardFiles.Parse(text));
        // MEM0_FORMAT=1 puts a file that was edited in a browser into form.
        if (Environment.GetEnvironmentVariable("MEM0_FORMAT") == "1")
            File.WriteAllText(Path.Combine(DashboardFiles.Folder, name + ".json"), written);
        else
            text.Should().Be(written);
    }

    [Fact]
    public void A_panel_has_lines_of_its_own_and_small_things_have_one() =>
        DashboardText.Write(DashboardFiles.Parse("""{"a":{"b":[1,2]},"panels":[{"id":1,"gridPos":{"h":1}}]}""")).Should().Be(
            """
            {
              "a": {"b": [1, 2]},
              "panels": [
                {
                  "id": 1,
                  "gridPos": {"h": 1}
                }
              ]
            }

            """.ReplaceLineEndings("\n"));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_reader_understands_it(string name)
    {
        Dashboard dashboard = DashboardReader.Load(Path.Combine(DashboardFiles.Folder, name + ".json"));
        dashboard.Name.Should().Be(name);
        dashboard.Panels.Should().HaveCountGreaterThan(15);
        dashboard.Panels.SelectMany(p => p.Queries).Should().OnlyContain(q => q.Text.Length > 0 && (q.SourceType == "prometheus" || q.SourceType == "elasticsearch"));
    }

    [Fact]
    public void Every_declaration_of_an_empty_panel_means_one()
    {
        DashboardFolder folder = DashboardFolder.Load(DashboardFiles.Folder);
        folder.Empty.Should().NotBeEmpty();
        folder.Empty.Where(e => e.Unless is null).Select(e => e.Panel).Should().Equal("Recent errors");
    }
}
