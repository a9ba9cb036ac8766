using Mem0Observability.Dashboards;
using Mem0Observability.Tests.Unit.Signals;

namespace Mem0Observability.Tests.Unit.Dashboards;

/// <summary>Variables have the values that Grafana would choose.</summary>
public sealed class VariableOptionsTests
{
    private readonly FakeMetricStore _store = new();

    [Fact]
    public async Task All_is_every_option_that_the_store_has()
    {
        _store.Series = _ => [Labels("b"), Labels("a"), Labels("b"), Labels("")];
        (await ValueAsync(Query("label_values(up, service)", "$__all"))).Format("").Should().Be("(a|b)");
    }

    [Fact]
    public async Task All_with_a_text_of_its_own_asks_nothing()
    {
        (await ValueAsync(Query("label_values(up, service)", "$__all") with { AllText = ".*" })).Format("").Should().Be(".*");
        _store.Selectors.Should().BeEmpty();
    }

    [Fact]
    public async Task Without_a_default_the_first_option_is_chosen()
    {
        _store.Series = _ => [Labels("b"), Labels("a")];
        (await ValueAsync(Query("label_values(service)"))).Values.Should().Equal("a");
        _store.Selectors.Should().Equal("{service!=\"\"}");
    }

    [Fact]
    public async Task A_list_gives_its_options() => (await ValueAsync(new DashboardVariable("v", "custom", "1, 2", false, null, []))).Values.Should().Equal("1");

    [Fact]
    public async Task A_later_variable_may_use_an_earlier_one()
    {
        _store.Series = _ => [Labels("x")];
        DashboardVariable first = new("first", "custom", "mem0", false, null, ["mem0"]);
        await ResolveAsync(first, Query("label_values(up{a=\"$first\"}, service)", "$__all"));
        _store.Selectors.Should().Equal("up{a=\"mem0\"}");
    }

    [Fact]
    public async Task Another_kind_of_question_is_refused()
    {
        Func<Task> resolve = () => ValueAsync(Query("query_result(up)"));
        await resolve.Should().ThrowAsync<FormatException>().WithMessage("variable 'v' asks 'query_result(up)'*");
    }

    [Fact]
    public async Task What_is_chosen_wins_and_all_options_are_told()
    {
        _store.Series = _ => [Labels("b"), Labels("a")];
        VariableChoices choices = await ChooseAsync(new() { ["v"] = ["b"] }, Query("label_values(up, service)", "$__all"));
        choices.Values["v"].Format("").Should().Be("b");
        choices.Choices.Single().Should().BeEquivalentTo(new { Options = new[] { "a", "b" }, Chosen = new[] { "b" }, Problem = (string?)null });
    }

    [Fact]
    public async Task A_store_that_is_down_takes_the_options_and_leaves_what_is_chosen()
    {
        _store.Fault = FakeMetricStore.Unreachable;
        VariableChoices choices = await ChooseAsync([], Query("label_values(up, service)", "$__all") with { AllText = ".*" });
        choices.Values["v"].Format("").Should().Be(".*");
        choices.Choices.Single().Should().BeEquivalentTo(new { Options = Array.Empty<string>(), Chosen = new[] { "$__all" }, Problem = "Prometheus cannot be reached." });
    }

    private static Dictionary<string, string> Labels(string service) => new() { ["service"] = service };

    private static DashboardVariable Query(string query, params string[] current) => new("v", "query", query, IsMany: true, null, current);

    private Task<VariableChoices> ChooseAsync(Dictionary<string, IReadOnlyList<string>> chosen, params DashboardVariable[] variables) =>
        new VariableOptions(_store, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1))
            .ChooseAsync(new Dashboard("f", "u", "t", TimeSpan.FromHours(1), variables, []), chosen, CancellationToken.None);

    private async Task<VariableValue> ValueAsync(DashboardVariable variable) => (await ResolveAsync(variable))["v"];

    private Task<Dictionary<string, VariableValue>> ResolveAsync(params DashboardVariable[] variables) =>
        new VariableOptions(_store, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1))
            .ResolveAsync(new Dashboard("f", "u", "t", TimeSpan.FromHours(1), variables, []), CancellationToken.None);
}
