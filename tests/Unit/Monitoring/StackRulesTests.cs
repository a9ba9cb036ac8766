using Mem0Observability.Compose;
using Mem0Observability.Tests.Unit.Docs;

namespace Mem0Observability.Tests.Unit.Monitoring;

public sealed class StackRulesTests
{
    private const string Good = """
        services:
          good:
            image: prom/prometheus:v3.15.0
            restart: unless-stopped
            read_only: true
            cap_drop: [ALL]
            security_opt: ["no-new-privileges:true"]
            mem_limit: 64m
            logging: {driver: json-file, options: {max-size: 10m, max-file: "3"}}
            ports: ["127.0.0.1:9090:9090"]
            healthcheck: {test: [CMD, "true"], start_period: 5s}
        """;

    [Fact]
    public void Every_service_of_both_profiles_keeps_the_rules()
    {
        StackRules.Faults(Shipped.Full).Should().BeEmpty();
        StackRules.Faults(Shipped.Lite).Should().BeEmpty();
    }

    [Fact]
    public void A_service_that_keeps_the_rules_has_no_fault() => StackRules.Faults(Read(Good)).Should().BeEmpty();

    [Theory]
    [InlineData("mem_limit: 64m", "", "no memory limit")]
    [InlineData("max-file: \"3\"", "", "no rotated json-file log")]
    [InlineData("driver: json-file", "driver: journald", "no rotated json-file log")]
    [InlineData("test: [CMD, \"true\"], start_period: 5s", "disable: true", "no health check")]
    [InlineData(", start_period: 5s", "", "without start_period")]
    [InlineData("read_only: true", "", "a writable root")]
    [InlineData("cap_drop: [ALL]", "cap_drop: [NET_RAW]", "keeps capabilities")]
    [InlineData("read_only: true", "read_only: true\n    cap_add: [SYSLOG]", "has the capability SYSLOG")]
    [InlineData("read_only: true", "read_only: true\n    privileged: true", "is privileged")]
    [InlineData("security_opt: [\"no-new-privileges:true\"]", "", "may gain privileges")]
    [InlineData("unless-stopped", "always", "restart always")]
    [InlineData("127.0.0.1:9090:9090", "9090:9090", "beyond this machine")]
    [InlineData("127.0.0.1:9090:9090", "127.0.0.1:8888:9090", "mem0's API")]
    [InlineData(":v3.15.0", ":latest", "has no version")]
    [InlineData(":v3.15.0", "", "has no version")]
    [InlineData("read_only: true", "read_only: true\n    volumes: [\"./x:/x\"]", "writes to this machine")]
    [InlineData("read_only: true", "read_only: true\n    volumes: [\"/var/run/docker.sock:/s:ro\"]", "engine's socket")]
    [InlineData("read_only: true", "read_only: true\n    environment: {ELASTIC_PASSWORD: changeme}", "the secret ELASTIC_PASSWORD in the environment")]
    [InlineData("read_only: true", "read_only: true\n    command: [--password=changeme]", "a secret in its command")]
    [InlineData("read_only: true", "read_only: true\n    secrets: [s]", "read by nothing")]
    public void A_service_that_breaks_one_is_named(string part, string instead, string fault)
    {
        string broken = Good.Replace(part, instead, StringComparison.Ordinal) + "\nsecrets: {s: {file: /s}}\n";
        StackRules.Faults(Read(broken)).Should().ContainSingle().Which.Should().StartWith("good: ").And.Contain(fault);
    }

    [Fact]
    public void An_exception_is_only_for_a_service_that_needs_it()
    {
        StackRules.WithoutHealthCheck.Keys.Should().OnlyContain(s => Shipped.Full.Services[s].HealthCheck!.Test.SequenceEqual(new[] { "NONE" }));
        StackRules.WithWritableRoot.Keys.Should().OnlyContain(s => !Shipped.Full.Services[s].ReadOnly);
        StackRules.WithTheEngine.Keys.Should().BeSubsetOf(Shipped.Full.Services.Keys);
    }

    private static ComposeProject Read(string text)
    {
        string folder = Directory.CreateTempSubdirectory("mem0-rules-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "compose.yml"), text);
            return ComposeReader.Read(new([Path.Combine(folder, "compose.yml")], "p", [], [], new Dictionary<string, string> { ["HOME"] = Checkout.Root }));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
