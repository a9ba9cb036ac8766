using Mem0Observability.Observer.Hosting;

namespace Mem0Observability.Tests.Unit.Observer.Otlp;

public sealed class OtlpSettingsTests
{
    [Fact]
    public void Every_variable_is_read()
    {
        using var directory = new TemporaryDirectory();
        var file = Path.Combine(directory.FullName, "token");
        File.WriteAllText(file, "s3cret\n");

        var options = Read(
            ("OBSERVER_OTLP_GRPC_URL", "http://127.0.0.1:1"), ("OBSERVER_OTLP_HTTP_URL", ""), ("OBSERVER_OTLP_TOKEN_FILE", file), ("OBSERVER_OTLP_MAX_MEGABYTES", "4"));

        options.OtlpGrpcUrl.Should().Be("http://127.0.0.1:1");
        options.OtlpHttpUrl.Should().BeEmpty("empty switches it off");
        options.OtlpToken.Should().NotBeNull();
        options.OtlpMaxBytes.Should().Be(4 * 1024 * 1024);
        options.ToString().Should().NotContain("s3cret");
    }

    [Theory]
    [InlineData("OBSERVER_OTLP_GRPC_URL", "https://0.0.0.0:4317")]
    [InlineData("OBSERVER_OTLP_HTTP_URL", "4318")]
    [InlineData("OBSERVER_OTLP_TOKEN_FILE", "/no/such/file")]
    [InlineData("OBSERVER_OTLP_TOKEN_FILE", "/dev/null")]
    [InlineData("OBSERVER_OTLP_MAX_MEGABYTES", "0")]
    [InlineData("OBSERVER_OTLP_MAX_MEGABYTES", "2000")]
    public void A_wrong_value_is_named(string name, string value)
    {
        var read = () => Read((name, value));

        read.Should().Throw<InvalidOptionsException>().WithMessage($"*{name}*'{value}'*");
    }

    private static ObserverOptions Read(params (string Name, string Value)[] variables) =>
        ObserverOptions.Read(name => variables.FirstOrDefault(v => v.Name == name).Value);
}
