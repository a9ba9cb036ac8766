using Mem0Observability.Observer.Hosting;

namespace Mem0Observability.Tests.Unit.Observer;

public sealed class ObserverOptionsTests
{
    [Fact]
    public void Nothing_needs_to_be_set()
    {
        var options = ObserverOptions.Read(_ => null);

        options.Should().Be(new ObserverOptions());
        options.DataDirectory.Should().Be("/data");
        options.Urls.Should().Be("http://0.0.0.0:9095");
    }

    [Fact]
    public void Every_variable_is_read()
    {
        var options = Read(
            ("OBSERVER_DATA_DIR", "/var/lib/observer"),
            ("OBSERVER_RETENTION_DAYS", "7"),
            ("OBSERVER_WATCHDOG_TIMEOUT_SECONDS", "60"),
            ("OBSERVER_CONTAINER_LOGS", "/mnt/containers"),
            ("OBSERVER_REDACT", "false"),
            ("ASPNETCORE_URLS", "http://127.0.0.1:0;http://[::1]:9095"));

        options.DataDirectory.Should().Be("/var/lib/observer");
        options.Retention.Should().Be(TimeSpan.FromDays(7));
        options.WatchdogTimeout.Should().Be(TimeSpan.FromMinutes(1));
        options.Urls.Should().Be("http://127.0.0.1:0;http://[::1]:9095");
        options.ContainerLogs.Should().Be("/mnt/containers");
        options.Redact.Should().BeFalse();
    }

    [Fact]
    public void An_empty_folder_of_container_logs_means_none() => Read(("OBSERVER_CONTAINER_LOGS", "")).ContainerLogs.Should().BeEmpty();

    [Theory]
    [InlineData("OBSERVER_DATA_DIR", "data")]
    [InlineData("OBSERVER_CONTAINER_LOGS", "containers")]
    [InlineData("OBSERVER_REDACT", "yes")]
    [InlineData("OBSERVER_RETENTION_DAYS", "0")]
    [InlineData("OBSERVER_RETENTION_DAYS", "90d")]
    [InlineData("OBSERVER_RETENTION_DAYS", "-1")]
    [InlineData("OBSERVER_WATCHDOG_TIMEOUT_SECONDS", "5")]
    [InlineData("OBSERVER_WATCHDOG_TIMEOUT_SECONDS", "99999999999")]
    [InlineData("ASPNETCORE_URLS", "https://0.0.0.0:9095")]
    [InlineData("ASPNETCORE_URLS", "9095")]
    [InlineData("ASPNETCORE_URLS", "http://0.0.0.0:x")]
    public void A_wrong_value_is_named(string name, string value)
    {
        var read = () => Read((name, value));

        read.Should().Throw<InvalidOptionsException>().WithMessage($"*{name}*'{value}'*");
    }

    [Fact]
    public void All_wrong_values_are_named_in_one_message()
    {
        var read = () => Read(("OBSERVER_RETENTION_DAYS", "x"), ("OBSERVER_DATA_DIR", "y"));

        read.Should().Throw<InvalidOptionsException>().WithMessage("The observer cannot start: OBSERVER_DATA_DIR*; OBSERVER_RETENTION_DAYS*.");
    }

    private static ObserverOptions Read(params (string Name, string Value)[] variables) =>
        ObserverOptions.Read(name => variables.FirstOrDefault(v => v.Name == name).Value);
}
