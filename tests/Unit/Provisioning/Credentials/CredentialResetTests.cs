using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Model;
using Mem0Observability.Provisioning.Credentials;
using Mem0Observability.Signals;
using Mem0Observability.Stack;
using Mem0Observability.Tests.Unit.Stack;

namespace Mem0Observability.Tests.Unit.Provisioning.Credentials;

/// <summary>Both sides of each credential: servers that keep what they are told, and services that hold the file.</summary>
public sealed class CredentialResetTests : IAsyncLifetime
{
    private readonly string _state = Directory.CreateTempSubdirectory("credentials-").FullName;
    private readonly ElasticServer _elastic = new();
    private readonly GrafanaServer _grafana = new();
    private readonly OtlpServer _otlp = new();
    private readonly StackBuilder _stack = new();
    private readonly HttpClient _http = StackHttp.Create();
    private bool _letsExporterIn;

    public async ValueTask InitializeAsync()
    {
        await _elastic.StartAsync();
        await _grafana.StartAsync();
        await _otlp.StartAsync();
        _elastic.Passwords["mem0_logstash"] = "first-logstash";
        _elastic.Passwords["mem0_reader"] = "first-reader";
        _stack.Services.Clear();
        foreach ((string service, string secret, string content) in new[]
        {
            ("elasticsearch", "elastic_password", "first-elastic"), ("logstash", "logstash_password", "first-logstash"), ("grafana", "grafana_admin_password", "first-grafana"),
            ("observer", "otlp_token", "first-token"), ("postgres-exporter", "postgres_exporter_password", "first-postgres"), ("other", "unrelated", "x"),
        })
        {
            Directory.CreateDirectory(Secrets);
            await File.WriteAllTextAsync(FileOf(secret), content + "\n", TestContext.Current.CancellationToken);
            _stack.Services[service] = StackBuilder.Service(service) with { Mounts = [Mount(secret)], Labels = new Dictionary<string, string> { [StackLabels.Join] = "mem0" } };
            _stack.Engine.Images[$"{service}:1"] = new($"sha256:{service}", new Dictionary<string, string>());
        }

        _stack.Options = _stack.Options with { StateDirectory = _state };
        await _stack.DeployAsync();
        _stack.Engine.Calls.Clear();
    }

    [Fact]
    public async Task Both_sides_have_the_new_secret_and_the_old_one_opens_nothing()
    {
        CredentialResult result = (await ResetAsync("mem0_logstash")).Should().ContainSingle().Which;

        string secret = Content("logstash_password");
        result.Should().Match<CredentialResult>(r => r.Outcome == CredentialOutcome.Rotated && r.Name == "mem0_logstash" && r.Reason == "The new one is accepted, the old one is not.");
        result.Restarted.Should().Equal("logstash");
        secret.Should().NotBe("first-logstash").And.HaveLength(32);
        _elastic.Passwords["mem0_logstash"].Should().Be(secret);
        Directory.EnumerateFiles(Secrets).Select(Path.GetFileName).Should().NotContain(f => f!.Contains("logstash_password."));
    }

    [Fact]
    public async Task Only_the_holders_are_replaced_and_who_loses_data_is_stopped_before_the_other_side_is_told()
    {
        _stack.Engine.Before = call => _stack.Engine.Calls.Enqueue($"changes {_elastic.Changes.Count()}: {call}");

        await ResetAsync("mem0_logstash");

        string[] calls = [.. _stack.Engine.Calls.Where(c => c.StartsWith("changes", StringComparison.Ordinal) && !c.EndsWith("list containers", StringComparison.Ordinal))];
        calls[0].Should().Be("changes 0: stop p-logstash-1");
        calls.Should().Contain("changes 1: start p-logstash-1").And.OnlyContain(c => c.Contains("logstash"));
        _stack.Running.Should().HaveCount(6);
    }

    [Fact]
    public async Task A_holder_is_attached_again_to_networks_that_are_in_no_file()
    {
        _stack.Engine.Networks["own"] = new Dictionary<string, string>();
        Container("logstash").Networks.Add("own");

        await ResetAsync("mem0_logstash");

        Container("logstash").Networks.Should().Contain("own");
    }

    [Fact]
    public async Task The_superuser_is_changed_by_itself_and_then_changes_others()
    {
        (await ResetAsync("elastic", "mem0_logstash")).Should().HaveCount(2).And.OnlyContain(r => r.Outcome == CredentialOutcome.Rotated);

        _elastic.Passwords["elastic"].Should().Be(Content("elastic_password")).And.NotBe("first-elastic");
        _elastic.Passwords["mem0_logstash"].Should().Be(Content("logstash_password"));
    }

    [Fact]
    public async Task A_run_that_died_after_telling_the_other_side_is_finished()
    {
        _elastic.Passwords["elastic"] = "second-elastic";
        await File.WriteAllTextAsync(FileOf("elastic_password") + ".next", "second-elastic", TestContext.Current.CancellationToken);

        (await ResetAsync("elastic")).Should().ContainSingle().Which.Outcome.Should().Be(CredentialOutcome.Rotated);

        Content("elastic_password").Should().Be("second-elastic");
        _elastic.Changes.Should().BeEmpty();
    }

    [Fact]
    public async Task A_run_that_died_before_telling_the_other_side_begins_again_with_its_secret()
    {
        await File.WriteAllTextAsync(FileOf("elastic_password") + ".next", "second-elastic", TestContext.Current.CancellationToken);

        await ResetAsync("elastic");

        (_elastic.Passwords["elastic"], Content("elastic_password")).Should().Be(("second-elastic", "second-elastic"));
    }

    [Fact]
    public async Task Where_the_other_side_is_gone_everything_stays_as_it_was()
    {
        await _elastic.StopAsync();

        StackException error = await FailAsync("mem0_logstash");

        error.ErrorId.Should().Be("ProvisioningUnreachable");
        Content("logstash_password").Should().Be("first-logstash");
        _stack.Running.Should().Contain("p-logstash-1");
    }

    [Fact]
    public async Task A_superuser_s_password_that_is_wrong_is_said_and_nothing_stays_down()
    {
        _elastic.Passwords["elastic"] = "somebody-else";

        StackException error = await FailAsync("mem0_logstash");

        error.ErrorId.Should().Be("ProvisioningCredentialRefused");
        _stack.Running.Should().Contain("p-logstash-1");
        _elastic.Passwords["mem0_logstash"].Should().Be("first-logstash");
    }

    [Fact]
    public async Task A_holder_that_cannot_be_replaced_runs_on()
    {
        _stack.Engine.Before = call =>
        {
            if (call == "create p-logstash-1")
                throw new StackException("EngineRefused", StackErrorCategory.InvalidResult, "no");
        };

        (await FailAsync("mem0_logstash")).ErrorId.Should().Be("EngineRefused");

        _stack.Running.Should().Contain("p-logstash-1");
        _elastic.Passwords["mem0_logstash"].Should().Be(Content("logstash_password"));
    }

    [Fact]
    public async Task One_that_fails_does_not_stop_the_others()
    {
        _elastic.Passwords["elastic"] = "somebody-else";

        List<StackItem> items = await RunAsync("mem0_logstash", "grafana_admin");

        items.OfType<ErrorItem>().Should().ContainSingle();
        items.OfType<OutputItem>().Select(o => o.Value).Should().ContainSingle().Which.As<CredentialResult>().Name.Should().Be("grafana_admin");
    }

    [Theory]
    [InlineData(true, "is accepted, and so is the old one")]
    [InlineData(false, "is refused")]
    public async Task A_side_that_takes_both_or_none_proves_nothing(bool answer, string words)
    {
        StackException error = await FailAsync("mem0_logstash", new Constant(answer));

        error.ErrorId.Should().Be("CredentialNotProved");
        error.Message.Should().Contain(words).And.Contain("logstash_password.previous");
        (await File.ReadAllTextAsync(FileOf("logstash_password") + ".previous", TestContext.Current.CancellationToken)).Should().Be("first-logstash");
    }

    [Fact]
    public async Task Grafana_s_administrator_is_changed_with_the_old_password()
    {
        (await ResetAsync("grafana_admin")).Should().ContainSingle().Which.Restarted.Should().Equal("grafana");

        _grafana.Password.Should().Be(Content("grafana_admin_password")).And.NotBe("first-grafana");
        // Five wrong ones would lock the account.
        _grafana.Requests.Should().Equal("PUT /api/user/password", "GET /api/user", "GET /api/user");
    }

    [Fact]
    public async Task A_password_that_was_changed_in_Grafana_is_said()
    {
        _grafana.Password = "by hand";

        (await FailAsync("grafana_admin")).ErrorId.Should().Be("CredentialOutOfStep");
        Content("grafana_admin_password").Should().Be("first-grafana");
    }

    [Fact]
    public async Task A_token_counts_when_its_holder_has_started_again()
    {
        // As the process does: read at the start, which is the creation of the container.
        string atStart = "first-token";
        _stack.Engine.Before = call => atStart = call.StartsWith("start p-observer", StringComparison.Ordinal) ? Content("otlp_token") : atStart;
        _otlp.Token = () => atStart;

        CredentialResult result = (await ResetAsync("otlp_token")).Single();

        result.Should().Match<CredentialResult>(r => r.Outcome == CredentialOutcome.Rotated && r.Reason.Contains("Give it to the applications"));
        atStart.Should().Be(Content("otlp_token")).And.NotBe("first-token");
    }

    [Fact]
    public async Task A_token_that_nobody_asks_for_proves_nothing_and_that_is_said() =>
        (await ResetAsync("otlp_token")).Single().Reason.Should().Contain("asks nobody for it");

    [Fact]
    public async Task A_database_that_is_not_ours_keeps_the_old_secret_until_its_owner_has_acted()
    {
        CredentialResult result = (await ResetAsync("postgres_exporter")).Single();

        result.Outcome.Should().Be(CredentialOutcome.Pending);
        result.Reason.Should().MatchRegex("ALTER ROLE \"mem0_monitor\" PASSWORD 'SCRAM-SHA-256\\$4096:[^']+'");
        result.Restarted.Should().BeEmpty();
        Content("postgres_exporter_password").Should().Be("first-postgres");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_the_owner_has_acted_the_next_run_takes_the_secret_of_the_one_before(bool acted)
    {
        await ResetAsync("postgres_exporter");
        string next = Content("postgres_exporter_password.next");
        _letsExporterIn = acted;

        CredentialResult result = (await ResetAsync("postgres_exporter")).Single();

        result.Outcome.Should().Be(acted ? CredentialOutcome.Rotated : CredentialOutcome.Pending);
        Content("postgres_exporter_password").Should().Be(acted ? next : "first-postgres");
        File.Exists(FileOf("postgres_exporter_password.next")).Should().Be(!acted);
        Container("postgres-exporter").State.State.Should().Be("running");
    }

    [Fact]
    public async Task What_the_stack_does_not_have_is_said()
    {
        (await FailAsync("mem0_jaeger")).ErrorId.Should().Be("CredentialMissing");
        await File.WriteAllTextAsync(FileOf("jaeger_password"), "x", TestContext.Current.CancellationToken);
        (await FailAsync("mem0_jaeger")).Message.Should().Contain("No running service holds 'mem0_jaeger'");
    }

    [Fact]
    public async Task No_secret_is_in_anything_that_is_said()
    {
        _grafana.Password = "by hand";
        List<StackItem> items = await RunAsync("elastic", "mem0_logstash", "grafana_admin", "postgres_exporter", "otlp_token", "mem0_jaeger");

        string said = string.Join('\n', items.Select(i => i is ErrorItem error ? error.Error.ToString() : i.ToString()));
        string[] secrets = [.. Directory.EnumerateFiles(Secrets).Where(f => !f.EndsWith("unrelated", StringComparison.Ordinal)).Select(f => File.ReadAllText(f).Trim())];
        secrets.Should().HaveCountGreaterThan(5).And.OnlyContain(s => !said.Contains(s));
    }

    [Fact]
    public void The_names_of_the_command_are_the_credentials() =>
        ((System.Management.Automation.ValidateSetAttribute)typeof(Mem0Observability.Commands.ResetMem0CredentialCommand).GetProperty("Name")!
            .GetCustomAttributes(typeof(System.Management.Automation.ValidateSetAttribute), false).Single()).ValidValues.Should().Equal(Credential.All.Select(c => c.Name));

    public async ValueTask DisposeAsync()
    {
        await _elastic.DisposeAsync();
        await _grafana.DisposeAsync();
        await _otlp.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_state, recursive: true);
    }

    private string Secrets => Path.Combine(_state, "secrets");

    private string FileOf(string secret) => Path.Combine(Secrets, secret);

    private string Content(string secret) => File.ReadAllText(FileOf(secret)).Trim();

    private FakeContainer Container(string service) => _stack.Engine.Containers.Values.Single(c => c.Name == $"p-{service}-1");

    private MountSpec Mount(string secret) => new(MountKind.Bind, FileOf(secret), $"/run/secrets/{secret}", ReadOnly: true, "secret", new("c.yml", 1, 1));

    private ICredentialStore Store(Credential credential, ServiceSpec service, ContainerInfo container) => credential.Side switch
    {
        CredentialSide.Elasticsearch => new ElasticCredentialStore(_http, _elastic.Address, credential.Name, () => Content("elastic_password"), TimeSpan.Zero, TimeProvider.System),
        CredentialSide.Grafana => new GrafanaCredentialStore(_http, _grafana.Address),
        CredentialSide.Postgres => new PostgresRole(_stack.Engine, service, container, _ => Task.FromResult(_letsExporterIn)),
        _ => new OtlpTokenStore(_http, _otlp.Address, TimeSpan.Zero, TimeProvider.System),
    };

    private Task<List<StackItem>> RunAsync(params string[] names) => RunAsync(Store, names);

    private async Task<List<StackItem>> RunAsync(Func<Credential, ServiceSpec, ContainerInfo, ICredentialStore> store, params string[] names)
    {
        var reset = new CredentialReset(_stack.Engine, new CredentialHolders(_stack.Engine, _stack.Project, _stack.Options), Secrets, store, TimeProvider.System);
        return await reset.RunAsync([.. Credential.All.Where(c => names.Contains(c.Name))], TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
    }

    private async Task<IEnumerable<CredentialResult>> ResetAsync(params string[] names)
    {
        List<StackItem> items = await RunAsync(names);
        items.OfType<ErrorItem>().Select(e => e.Error.Message).Should().BeEmpty();
        return items.OfType<OutputItem>().Select(o => (CredentialResult)o.Value);
    }

    private async Task<StackException> FailAsync(string name, ICredentialStore? store = null)
    {
        List<StackItem> items = await RunAsync(store is null ? Store : (_, _, _) => store, name);
        items.OfType<OutputItem>().Should().BeEmpty();
        return items.OfType<ErrorItem>().Should().ContainSingle().Which.Error;
    }

    /// <summary>Says the same of every secret.</summary>
    private sealed class Constant(bool answer) : ICredentialStore
    {
        public Task<bool?> AcceptsAsync(string secret, CancellationToken cancellationToken) => Task.FromResult<bool?>(answer);

        public Task<string?> ChangeAsync(string current, string next, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
    }
}
