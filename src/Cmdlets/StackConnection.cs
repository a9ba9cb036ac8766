using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Logs;
using Mem0Observability.Signals.Pipeline;
using Mem0Observability.Stack;

namespace Mem0Observability.Commands;

/// <summary>From the services that run to the places that know about signals, with the credentials that the state folder has.</summary>
internal static class StackConnection
{
    /// <summary>May read logs and traces, and nothing else.</summary>
    private const string Reader = "mem0_reader";

    private const string ReaderSecret = "observer_elasticsearch_password";

    /// <param name="services">Of the project.</param>
    public static SignalSources Open(HttpClient http, IReadOnlyList<ServiceStatus> services, string project, string stateDirectory)
    {
        StackEndpoints endpoints = StackView.Endpoints(services, project);
        string? token = StateFolder.ReadSecret(stateDirectory, "otlp_token");
        if (endpoints.Logs.Kind != LogStoreKind.Elasticsearch)
            return SignalSources.Connect(http, endpoints, token);

        string? password = StateFolder.ReadSecret(stateDirectory, ReaderSecret);
        LogStoreEndpoint logs = endpoints.Logs with { Credential = password is null ? null : StoreCredential.Basic(Reader, password) };
        return SignalSources.Connect(http, endpoints with { Logs = logs }, token) with { Pipeline = new LogPipeline(http, Address("filebeat"), Address("logstash")) };

        Uri? Address(string service) => services.FirstOrDefault(s => s.Service == service) is { Address.Length: > 0 } found ? new Uri(found.Address) : null;
    }
}
