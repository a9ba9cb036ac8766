using Mem0Observability.Commands;
using Mem0Observability.Model;
using Mem0Observability.Tests.Unit.Cmdlets;

namespace Mem0Observability.Tests.Unit.Dashboards;

public sealed class ShowDashboardTests : IDisposable
{
    private readonly List<Uri> _opened = [];

    public ShowDashboardTests() => ShowMem0DashboardCommand.Opener.Value = address =>
    {
        _opened.Add(address);
        return true;
    };

    public void Dispose()
    {
        ShowMem0DashboardCommand.Given.Value = null;
        ShowMem0DashboardCommand.Opener.Value = null;
    }

    [Fact]
    public void The_overview_is_opened()
    {
        Run("", Grafana("running")).Output.Should().BeEmpty();
        _opened.Should().Equal(new Uri("http://127.0.0.1:3001/d/mem0-overview"));
    }

    [Fact]
    public void Without_Grafana_the_observer_shows_it() =>
        Run("database -PassThru", Grafana("running") with { Service = "observer", Address = "http://127.0.0.1:9095" }).Output
            .Should().Equal(new Uri("http://127.0.0.1:9095/dashboards/database"));

    [Fact]
    public void PassThru_gives_the_address_and_opens_nothing()
    {
        Run("Database -PassThru", Grafana("running")).Output.Should().Equal(new Uri("http://127.0.0.1:3001/d/mem0-database"));
        _opened.Should().BeEmpty();
    }

    [Fact]
    public void A_machine_without_a_desktop_is_told_the_address()
    {
        ShowMem0DashboardCommand.Opener.Value = _ => false;
        var error = Run("", Grafana("running")).Errors.Should().ContainSingle().Which;
        error.FullyQualifiedErrorId.Should().StartWith("BrowserNotOpened,");
        error.Exception.Message.Should().Contain("http://127.0.0.1:3001/d/mem0-overview");
    }

    [Theory]
    [InlineData("prometheus", "running", "DashboardNotServed", "has neither Grafana nor the observer")]
    [InlineData("grafana", "exited", "DashboardNotServed", "does not run: exited")]
    [InlineData("observer", "exited", "DashboardNotServed", "does not run: exited")]
    public void Where_nothing_shows_dashboards_it_is_said_why(string service, string state, string errorId, string text)
    {
        var error = Run("", Grafana(state) with { Service = service }).Errors.Should().ContainSingle().Which;
        error.FullyQualifiedErrorId.Should().Be($"{errorId},Mem0Observability.Commands.ShowMem0DashboardCommand");
        error.Exception.Message.Should().Contain(text);
        _opened.Should().BeEmpty();
    }

    [Fact]
    public void Without_a_stack_nothing_is_opened() => Run("").Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().StartWith("StackNotRunning,");

    [Fact]
    public void An_unknown_name_lists_the_known_ones()
    {
        var error = Run("sales", Grafana("running")).Errors.Should().ContainSingle().Which;
        error.FullyQualifiedErrorId.Should().StartWith("DashboardUnknown,");
        error.Exception.Message.Should().Contain("business, database, overview, performance, pipeline");
    }

    private static ServiceStatus Grafana(string state) =>
        new("grafana", "mem0-monitoring", state, "none", "", "http://127.0.0.1:3001", "image", null, 0, 0, "0123456789abcdef");

    private static CommandOutcome Run(string arguments, params ServiceStatus[] services)
    {
        ShowMem0DashboardCommand.Given.Value = services;
        return CommandHost.Run($"Show-Mem0Dashboard {arguments} -DashboardPath '{DashboardFiles.Folder}'");
    }
}
