using Mem0Observability.Dashboards;
using Mem0Observability.Model;

namespace Mem0Observability.Tests.Unit.Dashboards;

public sealed class DashboardReaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mem0-dashboards");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Panels_come_with_their_queries_those_of_collapsed_rows_too()
    {
        Dashboard dashboard = DashboardReader.Parse("""
            {"uid": "u", "title": "t", "time": {"from": "now-2h"}, "panels": [
              {"id": 1, "type": "row", "title": "r", "panels": [
                {"id": 2, "type": "stat", "title": "s", "gridPos": {"w": 6}, "interval": "30s", "maxDataPoints": 50, "datasource": {"type": "prometheus"},
                 "targets": [{"refId": "A", "expr": "up", "instant": true}, {"refId": "B", "query": "log.level:error", "datasource": {"type": "elasticsearch"}}]}]}
            ]}
            """, "dir/small.json");

        dashboard.Name.Should().Be("small");
        dashboard.Range.Should().Be(TimeSpan.FromHours(2));
        DashboardPanel panel = dashboard.Panels.Single(p => p.Title == "s");
        panel.Should().BeEquivalentTo(new { Id = 2, Columns = 6, MinStep = TimeSpan.FromSeconds(30), MaxPoints = 50 });
        panel.Queries.Should().Equal(new PanelQuery("A", "prometheus", "up", Instant: true), new PanelQuery("B", "elasticsearch", "log.level:error", Instant: false));
    }

    [Fact]
    public void Variables_come_with_their_defaults()
    {
        Dashboard dashboard = DashboardReader.Parse("""
            {"uid": "u", "title": "t", "panels": [], "templating": {"list": [
              {"name": "a", "type": "query", "query": {"query": "label_values(up, a)"}, "multi": true, "allValue": ".*", "current": {"value": ["$__all"]}},
              {"name": "b", "type": "custom", "query": "1,2", "current": {"value": "2"}}
            ]}}
            """, "x.json");
        dashboard.Variables[0].Should().BeEquivalentTo(new { Name = "a", Query = "label_values(up, a)", IsMany = true, AllText = ".*", IsAll = true });
        dashboard.Variables[1].Should().BeEquivalentTo(new { Name = "b", Query = "1,2", IsMany = false, AllText = (string?)null, IsAll = false, Current = new[] { "2" } });
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"title\": \"t\"}")]
    [InlineData("{\"uid\": \"u\", \"title\": 7}")]
    [InlineData("{\"uid\": \"u\", \"title\": \"t\", \"panels\": {}}")]
    [InlineData("{\"uid\": \"u\", \"title\": \"t\", \"time\": {\"from\": \"yesterday\"}}")]
    [InlineData("{\"uid\": \"u\", \"title\": \"t\", \"panels\": [{\"type\": \"stat\"}]}")]
    public void What_is_no_dashboard_is_one_error_that_names_the_file(string text)
    {
        Action read = () => DashboardReader.Parse(text, "bad.json");
        StackException error = read.Should().Throw<StackException>().Which;
        error.ErrorId.Should().Be("DashboardFileInvalid");
        error.Message.Should().StartWith("bad.json is no dashboard: ");
        error.Target.Should().Be("bad.json");
    }

    [Fact]
    public void A_folder_without_a_dashboard_is_an_error_and_completes_to_nothing()
    {
        Action load = () => DashboardFolder.Load(_folder.FullName);
        load.Should().Throw<StackException>().Which.ErrorId.Should().Be("DashboardFileNotFound");
        DashboardFolder.Names(_folder.FullName + "/gone").Should().BeEmpty();
    }

    [Theory]
    [InlineData("small: {Latency: {why: x, unless: up}}", null)]
    [InlineData("small: {\"*\": {why: x}}", null)]
    [InlineData("other: {Latency: {why: x}}", "there is no dashboard 'other'")]
    [InlineData("small: {Gone: {why: x}}", "has no panel 'Gone'")]
    [InlineData("small: {Latency: {unless: up}}", "has no 'why'")]
    [InlineData("small: {Latency: {why: x, until: up}}", "unknown key 'until'")]
    [InlineData("small: {Latency: {why: x, unless: }}", "'unless' must be PromQL")]
    [InlineData("small: [Latency]", "must be a map")]
    [InlineData("small: {Latency: {why: x}, Latency: {why: y}}", "Latency")]
    [InlineData("small: {", "not valid YAML")]
    public void A_declaration_must_mean_a_panel(string yaml, string? fault)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "small.json"), DashboardFiles.Small);
        File.WriteAllText(Path.Combine(_folder.FullName, "empty_panels.yml"), yaml);
        Func<DashboardFolder> load = () => DashboardFolder.Load(_folder.FullName);
        if (fault is null)
            load().Empty.Should().ContainSingle().Which.Why.Should().Be("x");
        else
            load.Should().Throw<StackException>().WithMessage($"*empty_panels.yml:*{fault}*").Which.ErrorId.Should().Be("EmptyPanelsFileInvalid");
    }
}
