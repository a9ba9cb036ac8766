using System.Net;
using System.Text.Json.Nodes;
using Mem0Observability.Model;
using Mem0Observability.Observer.Hosting;
using Mem0Observability.Observer.Remote;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Logs;
using Mem0Observability.Tests.Unit.Provisioning;

namespace Mem0Observability.Tests.Unit.Observer.Remote;

/// <summary>The observer beside Elasticsearch and Jaeger.</summary>
public sealed class RemoteStoreTests
{
    [Fact]
    public void Nothing_is_taken_in_and_no_container_is_read()
    {
        ObserverOptions options = Read(("OBSERVER_STORE", "off"), ("OBSERVER_OTLP_HTTP_URL", "http://0.0.0.0:4318"), ("OBSERVER_CONTAINER_LOGS", "/var/lib/docker/containers"));

        options.AllUrls.Should().Be("http://0.0.0.0:9095");
        options.ContainerLogs.Should().BeEmpty();
        options.Remote.Should().Be(new RemoteStores());
    }

    [Fact]
    public void Canaries_go_where_applications_send_and_through_the_container_s_own_log()
    {
        ObserverOptions options = Read(("OBSERVER_STORE", "off"), ("OBSERVER_CONTAINER_LOGS", ""));

        options.Canaries.Otlp.Should().Be(new Uri("http://telemetry:4318"));
        options.Canaries.ReadsOwnLog.Should().BeTrue();
        options.Canaries.TelemetryLimit.Should().Be(TimeSpan.FromSeconds(60));
        Read(("OBSERVER_STORE", "off"), ("OBSERVER_CANARY_OTLP_URL", "http://c:1")).Canaries.Otlp.Should().Be(new Uri("http://c:1"));
    }

    [Fact]
    public void Every_variable_is_read() => Read(
        ("OBSERVER_STORE", "off"),
        ("OBSERVER_LOG_STORE_URL", "http://e:1"),
        ("OBSERVER_TRACE_STORE_URL", "http://j:2"),
        ("OBSERVER_LOG_STORE_USER", "mem0_reader"),
        ("OBSERVER_LOG_STORE_PASSWORD_FILE", "/run/secrets/x"),
        ("OBSERVER_JAEGER_INDEX_PREFIX", "p")).Remote.Should().Be(
            new RemoteStores { Logs = new("http://e:1"), Traces = new("http://j:2"), User = "mem0_reader", PasswordFile = "/run/secrets/x", JaegerPrefix = "p" });

    [Fact]
    public void The_store_is_embedded_unless_it_is_said() => Read(("OBSERVER_STORE", "embedded"), ("OBSERVER_LOG_STORE_URL", "http://e:1")).Should().Be(new ObserverOptions());

    [Theory]
    [InlineData("OBSERVER_STORE", "none")]
    [InlineData("OBSERVER_LOG_STORE_URL", "elasticsearch:9200")]
    [InlineData("OBSERVER_TRACE_STORE_URL", "jaeger")]
    [InlineData("OBSERVER_CANARY_OTLP_URL", "telemetry")]
    public void A_wrong_value_is_named(string name, string value) =>
        ((Action)(() => Read((name, value), ("OBSERVER_STORE", "off")))).Should().Throw<InvalidOptionsException>().WithMessage($"*{name}*'{value}'*");

    [Theory]
    [InlineData("/api/v1/logs", "Elasticsearch at http://e:9200")]
    [InlineData("/api/v1/logs/histogram", "Elasticsearch at http://e:9200")]
    [InlineData("/api/v1/latencies", "Jaeger at http://j:16686")]
    [InlineData("/api/v3/services", "Jaeger at http://j:16686")]
    [InlineData("/api/v3/operations", "Jaeger at http://j:16686")]
    [InlineData("/api/v3/traces", "Jaeger at http://j:16686")]
    [InlineData("/api/v3/traces/0af7651916cd43dd8448eb211c80319c", "Jaeger at http://j:16686")]
    [InlineData("/api/dependencies", "Jaeger at http://j:16686")]
    public async Task Who_asks_for_logs_or_traces_is_told_where_they_are(string path, string where)
    {
        await using RunningObserver observer = await StartAsync();

        (HttpStatusCode status, var body) = await observer.GetAsync(path);

        status.Should().Be(HttpStatusCode.NotFound);
        body.Text("code").Should().Be("store_elsewhere");
        body.Text("detail").Should().Contain(where);
    }

    [Fact]
    public async Task The_inbox_and_its_metrics_work_as_ever_and_no_store_is_made()
    {
        await using RunningObserver observer = await StartAsync();

        (await observer.GetAsync("/healthz")).Status.Should().Be(HttpStatusCode.OK);
        (await observer.GetAsync("/api/v1/alerts")).Status.Should().Be(HttpStatusCode.OK);
        string metrics = await observer.MetricsAsync();
        metrics.Should().Contain("mem0_observer_build_info").And.Contain("mem0_observer_dependency_documents_total");
        metrics.Should().NotContain("mem0_observer_store_");
        Directory.Exists(Path.Combine(observer.Directory, "telemetry")).Should().BeFalse();
    }

    [Fact]
    public async Task The_embedded_store_answers_where_it_is_not_off()
    {
        await using RunningObserver observer = await RunningObserver.StartAsync();

        (await observer.GetAsync("/api/v3/services")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_password_that_was_changed_counts_at_once()
    {
        using var folder = new ProvisioningFolder();
        await using var elastic = new ElasticServer();
        await elastic.StartAsync();
        elastic.Passwords["mem0_reader"] = "second";
        elastic.Documents["logs/1"] = new JsonObject { ["message"] = "found" };
        using HttpClient http = StackHttp.Create();
        folder.Secret("password", "first");
        var store = new RemoteLogStore(http, new RemoteStores { Logs = elastic.Address, User = "mem0_reader", PasswordFile = Path.Combine(folder.Secrets, "password") });
        var search = new LogSearch { Start = DateTimeOffset.UnixEpoch, End = DateTimeOffset.UnixEpoch.AddYears(90), Limit = 1 };

        (await store.Awaiting(s => s.SearchAsync(search, CancellationToken.None)).Should().ThrowAsync<StackException>()).Which.ErrorId.Should().Be("LogQueryFailed");
        folder.Secret("password", "second");
        (await store.SearchAsync(search, CancellationToken.None)).Entries.Should().ContainSingle().Which.Message.Should().Be("found");
    }

    [Fact]
    public void A_password_file_that_is_not_there_is_named() =>
        new RemoteStores { User = "u", PasswordFile = "/nonexistent/p" }.Invoking(s => s.Credential()).Should().Throw<StackException>().WithMessage("*/nonexistent/p*");

    private static Task<RunningObserver> StartAsync() =>
        RunningObserver.StartAsync(remote: new RemoteStores { Logs = new("http://e:9200"), Traces = new("http://j:16686") });

    private static ObserverOptions Read(params (string Name, string Value)[] variables) =>
        ObserverOptions.Read(n => variables.FirstOrDefault(v => v.Name == n).Value);
}
