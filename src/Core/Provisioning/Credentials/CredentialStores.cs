using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Model;

namespace Mem0Observability.Provisioning.Credentials;

/// <summary>Finds the side that checks a credential, among the services that run.</summary>
internal sealed class CredentialStores(HttpClient http, IContainerEngine engine, IReadOnlyList<ServiceStatus> services, string secretFolder)
{
    /// <summary>The other side may be starting again because of the credential before.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    public ICredentialStore Of(Credential credential, ServiceSpec holder, ContainerInfo container) => credential.Side switch
    {
        CredentialSide.Elasticsearch => new ElasticCredentialStore(http, Address("elasticsearch"), credential.Name, Superuser, s_patience, TimeProvider.System),
        CredentialSide.Grafana => new GrafanaCredentialStore(http, Address("grafana")),
        CredentialSide.Postgres => new PostgresRole(engine, holder, container, new ExporterSight(http, Address("postgres-exporter"), TimeProvider.System).IsUpAsync),
        _ => new OtlpTokenStore(http, services.OrderByDescending(s => s.Service == "otel-collector").Select(s => s.Otlp).FirstOrDefault(o => o is not null) ?? throw Gone("observer"), s_patience, TimeProvider.System),
    };

    private string Superuser() => new SecretFiles(secretFolder).Read(ElasticProvisioning.PasswordSecret);

    private Uri Address(string service) =>
        services.FirstOrDefault(s => s.Service == service) is { Address.Length: > 0 } found ? new Uri(found.Address) : throw Gone(service);

    private static StackException Gone(string service) => new(
        "CredentialMissing", StackErrorCategory.ObjectNotFound, $"'{service}' does not run, or publishes no port: nobody can be told of a new secret. See: Get-Mem0Monitoring {service}", service);
}
