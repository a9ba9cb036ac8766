namespace Mem0Observability.Provisioning.Credentials;

/// <summary>Who checks a secret, and so where it must be changed as well.</summary>
internal enum CredentialSide
{
    Elasticsearch,
    Grafana,
    Postgres,
    Otlp,
}

/// <summary>One credential of the stack.</summary>
/// <param name="Name">What users call it: mostly the account.</param>
/// <param name="Secret">The file in the folder of secrets.</param>
/// <param name="LosesData">Whether its holder throws away what it cannot write for a while; then it is stopped first, and the sender keeps it.</param>
internal sealed record Credential(string Name, string Secret, CredentialSide Side, bool LosesData = false)
{
    /// <summary>Kibana's encryption keys are not among them: what was encrypted with the old ones could not be read again.</summary>
    public static IReadOnlyList<Credential> All { get; } =
    [
        // First: it is what the others are changed with, and its own may have been left half done.
        new("elastic", ElasticProvisioning.PasswordSecret, CredentialSide.Elasticsearch),
        new("kibana_system", "kibana_system_password", CredentialSide.Elasticsearch),
        new("mem0_logstash", "logstash_password", CredentialSide.Elasticsearch, LosesData: true),
        new("mem0_jaeger", "jaeger_password", CredentialSide.Elasticsearch, LosesData: true),
        new("mem0_exporter", "elasticsearch_exporter_password", CredentialSide.Elasticsearch),
        new("mem0_grafana", "grafana_elasticsearch_password", CredentialSide.Elasticsearch),
        new("mem0_reader", "observer_elasticsearch_password", CredentialSide.Elasticsearch),
        new("grafana_admin", "grafana_admin_password", CredentialSide.Grafana),
        new("postgres_exporter", "postgres_exporter_password", CredentialSide.Postgres),
        new("otlp_token", "otlp_token", CredentialSide.Otlp),
    ];
}
