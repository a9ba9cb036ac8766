using System.Text.Json.Nodes;
using Mem0Observability.Commands;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Logs;
using Mem0Observability.Tests.Unit.Checks;
using Mem0Observability.Tests.Unit.Provisioning;

namespace Mem0Observability.Tests.Unit.Cmdlets;

/// <summary>Nobody is asked which profile runs: what runs says it.</summary>
public sealed class StackConnectionTests : IAsyncLifetime
{
    private static readonly LogSearch s_search = new() { Start = DateTimeOffset.UnixEpoch, End = DateTimeOffset.UnixEpoch.AddYears(90), Limit = 1 };

    private readonly ElasticServer _elastic = new();
    private readonly HttpClient _http = StackHttp.Create();
    private readonly string _state = Directory.CreateTempSubdirectory("connection-").FullName;

    public async ValueTask InitializeAsync()
    {
        await _elastic.StartAsync();
        _elastic.Passwords["mem0_reader"] = "reader-secret";
        _elastic.Documents["logs/1"] = new JsonObject { ["message"] = "found" };
    }

    [Fact]
    public async Task Elasticsearch_is_read_with_the_secret_in_the_state_folder()
    {
        Directory.CreateDirectory(Path.Combine(_state, "secrets"));
        await File.WriteAllTextAsync(Path.Combine(_state, "secrets", "observer_elasticsearch_password"), "reader-secret\n", TestContext.Current.CancellationToken);

        SignalSources sources = Open("observer", "elasticsearch", "jaeger");

        (await sources.Logs.SearchAsync(s_search, CancellationToken.None)).Entries.Should().ContainSingle().Which.Message.Should().Be("found");
        sources.Pipeline.Should().NotBeNull();
    }

    [Fact]
    public async Task Without_the_secret_it_is_said_that_there_was_none() =>
        (await Open("observer", "elasticsearch").Logs.Awaiting(l => l.SearchAsync(s_search, CancellationToken.None)).Should().ThrowAsync<StackException>())
            .Which.Should().Match<StackException>(e => e.ErrorId == "LogQueryFailed" && e.Category == StackErrorCategory.PermissionDenied && e.Message.Contains("was given none"));

    [Fact]
    public void Beside_the_embedded_store_there_is_no_way_between()
    {
        SignalSources sources = Open("observer");

        sources.Logs.Should().BeOfType<ObserverLogStore>();
        sources.Pipeline.Should().BeNull();
    }

    public async ValueTask DisposeAsync()
    {
        await _elastic.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_state, recursive: true);
    }

    private SignalSources Open(params string[] services) =>
        StackConnection.Open(_http, [.. services.Select(s => Healthy.Container(s, "p") with { Address = _elastic.Address.AbsoluteUri })], "p", _state);
}
