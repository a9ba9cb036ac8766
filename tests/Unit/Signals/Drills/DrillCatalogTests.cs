using Mem0Observability.Model;
using Mem0Observability.Signals.Drills;
using Mem0Observability.Tests.Unit.Docs;
using Mem0Observability.Tests.Unit.Monitoring;

namespace Mem0Observability.Tests.Unit.Signals.Drills;

/// <summary>The shipped drills, and what a file of drills must not have.</summary>
public sealed class DrillCatalogTests
{
    private static readonly DrillCatalog s_shipped = DrillCatalog.Load(Path.Combine(Checkout.Root, "monitoring", "drills.yml"));

    /// <summary>Name and severity of every rule; Mem0TestAlert takes its severity from the series.</summary>
    private static readonly IReadOnlyList<(string Name, string Severity)> s_rules =
        [.. Checkout.Files("monitoring", "*.yml").Where(f => Path.GetFileName(f) == "alert_rules.yml" || Path.GetFileName(Path.GetDirectoryName(f)) == "rules")
            .SelectMany(f => Shipped.Yaml(Path.GetRelativePath(Path.Combine(Checkout.Root, "monitoring"), f)).MapsAt("groups"))
            .SelectMany(g => g.MapsAt("rules")).Where(r => r.TextAt("alert") is not null)
            .Select(r => (r.TextAt("alert")!, r.TextAt("labels/severity") ?? ""))];

    [Fact]
    public void Each_alert_has_a_drill_or_a_reason_why_not() =>
        s_shipped.Drills.Select(d => d.Alert).Concat(s_shipped.Without.Keys).Should().BeEquivalentTo(s_rules.Select(r => r.Name).Distinct());

    [Fact]
    public void Each_class_has_one_drill_by_default() =>
        s_shipped.Select([]).Select(d => d.Class).Should().BeEquivalentTo(DrillCatalogReader.Classes);

    [Fact]
    public void A_drill_has_a_severity_of_its_alert() => s_rules.Should().Contain(s_shipped.Drills.Select(d => (d.Alert, d.Severity)));

    [Fact]
    public void A_drill_changes_something_and_changes_it_back()
    {
        foreach (DrillDefinition drill in s_shipped.Drills.Where(d => d.Stop is null))
        {
            drill.Series.Should().Contain(s => s.Before != s.During, drill.Alert).And.Contain(s => s.During != s.After, drill.Alert);
            drill.Series.Should().OnlyContain(s => s.Before.PerSecond == s.During.PerSecond && s.During.PerSecond == s.After.PerSecond, drill.Alert);
        }
    }

    [Fact]
    public void Names_select_with_wildcards_and_an_unknown_one_is_an_error()
    {
        s_shipped.Select(["mem0slow*", "WatchdogNotReceived"]).Select(d => d.Alert).Should().Equal("Mem0SlowRequests", "WatchdogNotReceived");
        s_shipped.SelectWithout(["Postgres*"]).Select(w => w.Key).Should().Contain("PostgresDown").And.NotContain("PostgresLocksWaiting");
        s_shipped.SelectWithout([]).Should().BeEmpty();
        s_shipped.RequireKnown(["Nothing*", "PostgresDown"]);
        Raised.By(() => s_shipped.RequireKnown(["PostgresDawn"]), "DrillUnknown", StackErrorCategory.ObjectNotFound, "PostgresDawn", "Mem0ServiceDown");
    }

    [Theory]
    [InlineData("drills: {}", "")]
    [InlineData("other: {}", "unknown key 'other'")]
    [InlineData("drills: {A: {class: errors, severity: page}}", "either 'stop' or 'series'")]
    [InlineData("drills: {A: {class: errors, severity: page, stop: mem0}}", "no 'service'")]
    [InlineData("drills: {A: {class: other, severity: page, stop: mem0, service: mem0}}", "'class' must be one of")]
    [InlineData("drills: {A: {class: errors, severity: high, stop: mem0, service: mem0}}", "'severity' must be one of")]
    [InlineData("drills: {A: {class: errors, severity: page, series: []}}", "at least one entry")]
    [InlineData("drills: {A: {class: errors, severity: page, series: [{name: x, before: 1, during: 0}]}}", "no 'after'")]
    [InlineData("drills: {A: {class: errors, severity: page, series: [{name: x, before: a, during: 0, after: 1}]}}", "must be a number")]
    [InlineData("drills: {A: {class: errors, severity: page, series: [{name: x, before: '+-1', during: 0, after: 1}]}}", "must be a number")]
    [InlineData("drills: {A: {class: errors, severity: page, series: [{name: x, label: {a: b}, before: 1, during: 0, after: 1}]}}", "unknown key 'label'")]
    [InlineData("drills: {A: {class: errors, severity: page, series: [{name: x, labels: {service: mem0}, before: 1, during: 0, after: 1}]}}", "the drill's own")]
    [InlineData("drills: {A: {class: errors, severity: page, stop: mem0, service: mem0}}\nwithout: [{reason: r, alerts: [A]}]", "'A' is there twice")]
    [InlineData("drills: {", "not valid YAML")]
    public void What_is_wrong_is_named(string text, string reason)
    {
        if (reason.Length == 0)
            DrillCatalog.Parse(text, "drills.yml").Drills.Should().BeEmpty();
        else
            Raised.By(() => DrillCatalog.Parse(text, "drills.yml"), "DrillsFileInvalid", StackErrorCategory.InvalidData, "drills.yml:", reason);
    }
}
