namespace Mem0Observability.Tests.Unit.Provisioning;

/// <summary>Files and secrets as the compose file mounts them.</summary>
internal sealed class ProvisioningFolder : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("provisioning-");

    public ProvisioningFolder()
    {
        Secret("elastic_password", "first-elastic");
        Secret("kibana_system_password", "kibana-secret");
        Secret("observer_elasticsearch_password", "reader-secret");
        File("elasticsearch/lifecycles/mem0-jaeger.json", """{"policy":{"phases":{"delete":{"min_age":"7d","actions":{"delete":{}}}}}}""");
        File("elasticsearch/component-templates/logs-mem0@settings.json", """{"template":{"settings":{"number_of_replicas":0,"index.codec":"best_compression","mapping":{"total_fields":{"limit":500}}}}}""");
        File(
            "elasticsearch/index-templates/logs-mem0.json",
            """{"index_patterns":["logs-mem0.*-*"],"data_stream":{},"priority":300,"composed_of":["logs-mem0@settings"],"template":{"settings":{"index":{"number_of_replicas":0}},"mappings":{},"lifecycle":{"data_retention":"7d"}}}""");
        File("elasticsearch/roles/mem0_reader.json", """{"cluster":["monitor"],"indices":[{"names":["logs-mem0.*"],"privileges":["read","view_index_metadata"]}]}""");
        File("elasticsearch/users/mem0_reader.json", """{"roles":["mem0_reader"],"password_secret":"observer_elasticsearch_password"}""");
        File("kibana/data-views/mem0.json", """{"id":"mem0-logs","title":"logs-mem0.*","name":"mem0 logs","timeFieldName":"@timestamp"}""");
        // By name before the search that it shows.
        File("kibana/a-dashboard.ndjson", """{"type":"dashboard","id":"d","attributes":{"title":"D","panelsJSON":"[{\"a\": 1}]"},"references":[{"type":"search","id":"s","name":"p"}]}""" + "\n");
        File("kibana/search.ndjson", """{"type":"search","id":"s","attributes":{"title":"S"},"references":[{"type":"index-pattern","id":"mem0-logs","name":"i"}]}""" + "\n");
    }

    public string Files => Path.Combine(_root.FullName, "files");

    public string Secrets => Path.Combine(_root.FullName, "secrets");

    public void Secret(string name, string value) => Write(Path.Combine(Secrets, name), value + "\n");

    public void File(string path, string text) => Write(Path.Combine(Files, path), text);

    public void Delete(string path) => System.IO.File.Delete(Path.Combine(Files, path));

    public void Dispose() => _root.Delete(recursive: true);

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
    }
}
