using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Networks;
using Mem0Observability.Observer.Provisioning;
using Mem0Observability.Tests.Integration.Setup;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mem0Observability.Tests.Integration.Full;

/// <summary>The pinned Elasticsearch and Kibana with security, and every secret that the shipped files name.</summary>
public sealed class ElasticStack : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mem0-full-");
    private readonly INetwork _network = new NetworkBuilder().WithLogger(NullLogger.Instance).Build();
    private readonly List<IContainer> _containers = [];

    /// <summary>Whether somebody said that the images are here; then a missing one is a failure.</summary>
    public static bool IsDeclared => Environment.GetEnvironmentVariable("MEM0OBS_FULL") == "1";

    public string Files => Path.Combine(_folder.FullName, "files");

    public string Secrets => Path.Combine(_folder.FullName, "secrets");

    public async ValueTask InitializeAsync()
    {
        if (!IsDeclared)
            return;

        Directory.CreateDirectory(Secrets);
        Copy(Path.Combine(Repository.Root, "monitoring", "elasticsearch"), Path.Combine(Files, "elasticsearch"));
        Copy(Path.Combine(Repository.Root, "monitoring", "kibana-dashboards"), Path.Combine(Files, "kibana"));
        foreach (string name in new[] { "elastic_password", "kibana_system_password", "logstash_password", "jaeger_password", "elasticsearch_exporter_password", "grafana_elasticsearch_password", "observer_elasticsearch_password" })
            await File.WriteAllTextAsync(Path.Combine(Secrets, name), $"secret-of-{name}", TestContext.Current.CancellationToken);
        await _network.CreateAsync();
        await StartAsync("ELASTICSEARCH_IMAGE", "elasticsearch", 9200, ("discovery.type", "single-node"), ("xpack.security.enabled", "true"),
            ("xpack.security.http.ssl.enabled", "false"), ("ES_JAVA_OPTS", "-Xms1g -Xmx1g"), ("ELASTIC_PASSWORD", Secret("elastic_password")));
        await StartAsync("KIBANA_IMAGE", "kibana", 5601, ("ELASTICSEARCH_HOSTS", "http://elasticsearch:9200"), ("ELASTICSEARCH_USERNAME", "kibana_system"),
            ("ELASTICSEARCH_PASSWORD", Secret("kibana_system_password")), ("XPACK_ENCRYPTEDSAVEDOBJECTS_ENCRYPTIONKEY", new string('k', 32)));
    }

    /// <summary>As the one-shot services run it.</summary>
    public async Task<(int Code, string Output, string Errors)> ProvisionAsync(string what)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        string? Variable(string name) => name switch
        {
            "MEM0_ELASTICSEARCH_URL" => Address(0, 9200),
            "MEM0_KIBANA_URL" => Address(1, 5601),
            _ => null,
        };
        int code = await new ProvisionCommand(Variable, output, errors) { Folder = Files, Secrets = Secrets }.RunAsync([what], TestContext.Current.CancellationToken);
        return (code, output.ToString(), errors.ToString());
    }

    public string Secret(string name) => File.ReadAllText(Path.Combine(Secrets, name));

    public async ValueTask DisposeAsync()
    {
        foreach (IContainer container in _containers)
            await container.DisposeAsync();
        await _network.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private string Address(int container, int port) => $"http://{_containers[container].Hostname}:{_containers[container].GetMappedPublicPort(port)}";

    private async Task StartAsync(string variable, string name, int port, params (string Name, string Value)[] environment)
    {
        string line = (await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "monitoring", "versions.env"), TestContext.Current.CancellationToken)).Single(l => l.StartsWith(variable + "=", StringComparison.Ordinal));
        ContainerBuilder builder = new ContainerBuilder(line.Split('=', 2)[1]).WithLogger(NullLogger.Instance).WithNetwork(_network).WithNetworkAliases(name).WithPortBinding(port, true);
        builder = environment.Aggregate(builder, (b, e) => b.WithEnvironment(e.Name, e.Value));
        IContainer container = builder.Build();
        _containers.Add(container);
        await container.StartAsync();
    }
}
