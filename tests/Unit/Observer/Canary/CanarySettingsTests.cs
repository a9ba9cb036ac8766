using Mem0Observability.Observer.Canary;

namespace Mem0Observability.Tests.Unit.Observer.Canary;

public sealed class CanarySettingsTests
{
    [Fact]
    public void Nothing_needs_to_be_set() => Read().Should().Be(new CanarySettings());

    [Fact]
    public void Every_variable_is_read()
    {
        CanarySettings settings = Read(
            ("OBSERVER_CANARY_SECONDS", "30"),
            ("OBSERVER_PROMETHEUS_URL", "http://p:1"),
            ("OBSERVER_CANARY_TARGETS", "a=http://a/x b=https://b/?c=d"),
            ("OBSERVER_OTLP_HTTP_URL", "http://[::]:9999"),
            ("OBSERVER_OTLP_TOKEN_FILE", "/run/secrets/otlp"),
            ("OBSERVER_CONTAINER_LOGS", ""));

        settings.Interval.Should().Be(TimeSpan.FromSeconds(30));
        settings.Prometheus.Should().Be(new Uri("http://p:1"));
        settings.Targets.Should().BeEquivalentTo(new Dictionary<string, Uri> { ["a"] = new("http://a/x"), ["b"] = new("https://b/?c=d") });
        settings.Otlp.Should().Be(new Uri("http://127.0.0.1:9999"));
        settings.OtlpTokenFile.Should().Be("/run/secrets/otlp");
        settings.ReadsOwnLog.Should().BeFalse();
    }

    [Fact]
    public void The_metric_store_has_two_names() =>
        Read(("OBSERVER_METRIC_STORE_URL", "http://m:1")).Prometheus.Should().Be(new Uri("http://m:1"));

    [Fact]
    public void Canaries_and_OTLP_can_be_off()
    {
        CanarySettings settings = Read(("OBSERVER_CANARY_SECONDS", "0"), ("OBSERVER_OTLP_HTTP_URL", ""));

        settings.Interval.Should().Be(TimeSpan.Zero);
        settings.Otlp.Should().BeNull();
    }

    [Theory]
    [InlineData("OBSERVER_CANARY_SECONDS", "5")]
    [InlineData("OBSERVER_CANARY_SECONDS", "often")]
    [InlineData("OBSERVER_PROMETHEUS_URL", "prometheus:9090")]
    [InlineData("OBSERVER_CANARY_TARGETS", "mem0")]
    public void A_wrong_value_is_named(string name, string value)
    {
        var problems = new List<string>();
        CanarySettings.Read(n => n == name ? value : null, problems);

        problems.Should().ContainSingle().Which.Should().Contain(name).And.Contain($"'{value}'");
    }

    private static CanarySettings Read(params (string Name, string Value)[] variables)
    {
        var problems = new List<string>();
        CanarySettings settings = CanarySettings.Read(n => variables.FirstOrDefault(v => v.Name == n).Value, problems);
        problems.Should().BeEmpty();
        return settings;
    }
}
