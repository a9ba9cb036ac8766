using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using Mem0Observability.Compose;
using Mem0Observability.Stack;
using Mem0Observability.Tests.Integration.Setup;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mem0Observability.Tests.Integration.Config;

/// <summary>
/// The shells by which services of Full get their passwords, in a container of the base image with a stand-in for the program: it must have
/// the password in its environment, and nobody else must see it.
/// </summary>
[Trait("Suite", "Config")]
public sealed class EntryPointTests : IDisposable
{
    // The environment first, then its own arguments as ps shows them. Bash as in the images: dash forgets names with dots.
    private const string StandIn = "#!/bin/bash\nenv\necho ==\ntr '\\000' ' ' < /proc/$$/cmdline\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mem0-entry-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("elasticsearch", "/usr/local/bin/docker-entrypoint.sh", "ELASTIC_PASSWORD", "elastic_password")]
    [InlineData("logstash", "/usr/local/bin/docker-entrypoint", "LOGSTASH_PASSWORD", "logstash_password")]
    [InlineData("kibana", "/usr/local/bin/kibana-docker", "MEM0_KIBANA_PASSWORD", "kibana_system_password")]
    [InlineData("kibana", "/usr/local/bin/kibana-docker", "MEM0_KIBANA_REPORTING_KEY", "kibana_reporting_key")]
    [InlineData("elasticsearch-exporter", "/bin/elasticsearch_exporter", "ES_PASSWORD", "elasticsearch_exporter_password")]
    public async Task A_password_reaches_the_program_by_its_environment_only(string name, string program, string variable, string secret)
    {
        ServiceSpec service = Repository.Files("mem0-itest", "/nonexistent").ReadMonitoring("full", ImageSources.Official).Services[name];
        string value = $"{secret}-{Guid.NewGuid():N}";

        string[] said = (await RunAsync(service, program, secret, value)).Split("==\n");

        said[0].Split('\n').Should().Contain($"{variable}={value}");
        // Names with dots are no names for a shell; it must pass them on all the same.
        if (name == "elasticsearch") said[0].Split('\n').Should().Contain("discovery.type=single-node");
        said[1].Should().Contain(program).And.NotContain(value);
    }

    private async Task<string> RunAsync(ServiceSpec service, string program, string secret, string value)
    {
        string standIn = Path.Combine(_folder.FullName, "program");
        await File.WriteAllTextAsync(standIn, StandIn, TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(standIn, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        foreach (MountSpec mount in service.Mounts.Where(m => m.Origin == "secret"))
            await File.WriteAllTextAsync(Path.Combine(_folder.FullName, Path.GetFileName(mount.Target)), Path.GetFileName(mount.Target) == secret ? value : "other", TestContext.Current.CancellationToken);

        // The first process of Elastic's images, which the base image lacks.
        string[] start = [.. service.Entrypoint!.SkipWhile(w => w is "/bin/tini" or "--")];
        await using IContainer container = new ContainerBuilder(BaseImage.Reference)
            .WithLogger(NullLogger.Instance)
            .WithEntrypoint("sleep")
            .WithCommand("600")
            .WithEnvironment(service.Environment)
            .WithBindMount(_folder.FullName, "/run/secrets")
            .WithBindMount(standIn, program)
            .WithCreateParameterModifier(p => p.HostConfig!.Init = true)
            .Build();
        await container.StartAsync(TestContext.Current.CancellationToken);
        ExecResult result = await container.ExecAsync([.. start, .. service.Command ?? []], TestContext.Current.CancellationToken);
        result.ExitCode.Should().Be(0, result.Stderr);
        return result.Stdout;
    }
}
