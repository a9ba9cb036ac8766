using Mem0Observability.Observer.Provisioning;

namespace Mem0Observability.Tests.Unit.Provisioning;

/// <summary>The command as the compose file runs it, against servers that keep what they are given.</summary>
public sealed class ProvisionCommandTests : IAsyncLifetime
{
    private readonly ProvisioningFolder _folder = new();
    private readonly ElasticServer _elastic = new();
    private readonly KibanaServer _kibana = new();

    public async ValueTask InitializeAsync()
    {
        await _elastic.StartAsync();
        await _kibana.StartAsync();
    }

    [Fact]
    public async Task An_empty_Elasticsearch_gets_everything_that_the_files_say()
    {
        (int code, string output, string errors) = await RunAsync("elasticsearch");

        errors.Should().BeEmpty();
        code.Should().Be(0);
        Outcomes(output).Should().Equal(
            ("elasticsearch", "Unchanged"),
            ("password kibana_system", "Updated"),
            ("lifecycle mem0-jaeger", "Created"),
            ("component template logs-mem0@settings", "Created"),
            ("index template logs-mem0", "Created"),
            ("role mem0_reader", "Created"),
            ("user mem0_reader", "Created"));
        _elastic.Passwords.Should().Contain("kibana_system", "kibana-secret").And.Contain("mem0_reader", "reader-secret");
        _elastic.Objects["_index_template/logs-mem0"]["priority"]!.GetValue<int>().Should().Be(300);
        _elastic.Users["mem0_reader"]["roles"]!.ToJsonString().Should().Be("""["mem0_reader"]""");
    }

    [Theory]
    [InlineData("elasticsearch")]
    [InlineData("kibana")]
    public async Task The_second_run_changes_nothing_and_says_so(string what)
    {
        await RunAsync(what);
        _elastic.Requests.Clear();
        _kibana.Requests.Clear();

        (int code, string output, _) = await RunAsync(what);

        code.Should().Be(0);
        Outcomes(output).Should().HaveCountGreaterThan(3).And.OnlyContain(o => o.Outcome == "Unchanged");
        _elastic.Changes.Concat(_kibana.Changes).Should().BeEmpty();
    }

    [Fact]
    public async Task No_secret_is_printed()
    {
        (_, string first, string _) = await RunAsync("elasticsearch");
        _folder.Secret("elastic_password", "wrong-elastic");
        (_, string second, string errors) = await RunAsync("elasticsearch");

        foreach (string secret in new[] { "first-elastic", "kibana-secret", "reader-secret", "wrong-elastic" })
            (first + second + errors).Should().NotContain(secret);
    }

    [Theory]
    [InlineData("roles/mem0_reader.json", """{"cluster":[],"indices":[{"names":["logs-mem0.*"],"privileges":["read"]}]}""", "role mem0_reader")]
    [InlineData("index-templates/logs-mem0.json", """{"index_patterns":["logs-mem0.*-*"],"priority":300,"composed_of":["logs-mem0@settings"]}""", "index template logs-mem0")]
    [InlineData("component-templates/logs-mem0@settings.json", """{"template":{"settings":{"number_of_replicas":1}}}""", "component template logs-mem0@settings")]
    [InlineData("lifecycles/mem0-jaeger.json", """{"policy":{"phases":{"delete":{"min_age":"9d","actions":{"delete":{}}}}}}""", "lifecycle mem0-jaeger")]
    [InlineData("users/mem0_reader.json", """{"roles":["mem0_reader","viewer"],"password_secret":"observer_elasticsearch_password"}""", "user mem0_reader")]
    public async Task What_changed_in_a_file_is_updated_and_nothing_else(string file, string text, string step)
    {
        await RunAsync("elasticsearch");
        _folder.File($"elasticsearch/{file}", text);

        (_, string output, _) = await RunAsync("elasticsearch");

        Outcomes(output).Where(o => o.Outcome != "Unchanged").Should().Equal((step, "Updated"));
    }

    [Fact]
    public async Task What_somebody_changed_by_hand_is_put_right()
    {
        await RunAsync("elasticsearch");
        _elastic.Objects["_security/role/mem0_reader"]["indices"]![0]!["privileges"]!.AsArray().Add("all");

        (_, string output, _) = await RunAsync("elasticsearch");

        Outcomes(output).Where(o => o.Outcome != "Unchanged").Should().Equal(("role mem0_reader", "Updated"));
        _elastic.Objects["_security/role/mem0_reader"].ToJsonString().Should().NotContain("all\"");
    }

    [Fact]
    public async Task A_password_is_set_only_where_it_is_not_right()
    {
        await RunAsync("elasticsearch");
        _elastic.Passwords["mem0_reader"] = "somebody-else";
        _elastic.Requests.Clear();

        (_, string output, _) = await RunAsync("elasticsearch");

        Outcomes(output).Where(o => o.Outcome != "Unchanged").Should().Equal(("user mem0_reader", "Updated"));
        _elastic.Changes.Should().Equal("POST /_security/user/mem0_reader/_password");
        _elastic.Passwords["mem0_reader"].Should().Be("reader-secret");
    }

    [Fact]
    public async Task A_wrong_superuser_password_is_said_and_nothing_is_changed()
    {
        _folder.Secret("elastic_password", "another-one");

        (int code, _, string errors) = await RunAsync("elasticsearch");

        code.Should().Be(1);
        errors.Should().Contain("ProvisioningCredentialRefused").And.Contain("refuses the password of 'elastic' (401)");
        _elastic.Changes.Should().BeEmpty();
    }

    [Theory]
    [InlineData("index-templates/logs-mem0.json", """{"index_patterns":["x"],"composed_of":["gone"]}""", "specified component templates [gone] that do not exist")]
    [InlineData("roles/mem0_reader.json", """{"cluster":["everything"]}""", "unknown cluster privilege [everything]")]
    public async Task What_Elasticsearch_refuses_is_said_in_its_own_words(string file, string text, string reason)
    {
        _folder.File($"elasticsearch/{file}", text);

        (int code, _, string errors) = await RunAsync("elasticsearch");

        code.Should().Be(1);
        errors.Should().Contain("ProvisioningRejected").And.Contain("(400)").And.Contain(reason);
    }

    [Fact]
    public async Task A_run_that_broke_off_goes_on_where_it_was()
    {
        _elastic.BreaksAfterChanges = 3;
        (int broken, string before, string errors) = await RunAsync("elasticsearch");
        broken.Should().Be(1);
        errors.Should().Contain("ProvisioningUnreachable");
        before.Should().NotContain("role");

        _elastic.BreaksAfterChanges = null;
        (int code, string output, _) = await RunAsync("elasticsearch");

        code.Should().Be(0);
        Outcomes(output).Should().Contain(("component template logs-mem0@settings", "Unchanged")).And.Contain(("index template logs-mem0", "Created"));
    }

    [Theory]
    [InlineData("elasticsearch")]
    [InlineData("kibana")]
    public async Task What_is_starting_is_waited_for(string what)
    {
        (_elastic.Starting, _kibana.Starting, _kibana.Degraded) = (1, 1, 1);

        (await RunAsync(what, patience: 60)).Code.Should().Be(0);
    }

    [Theory]
    [InlineData("elasticsearch", "Elasticsearch")]
    [InlineData("kibana", "Kibana")]
    public async Task What_does_not_answer_in_time_is_unreachable(string what, string name)
    {
        await _elastic.StopAsync();
        await _kibana.StopAsync();

        (int code, _, string errors) = await RunAsync(what);

        code.Should().Be(1);
        errors.Should().Contain("ProvisioningUnreachable").And.Contain($"{name} at http://127.0.0.1");
    }

    [Fact]
    public async Task A_Kibana_that_never_becomes_available_says_what_it_is()
    {
        _kibana.Degraded = int.MaxValue;

        (await RunAsync("kibana")).Errors.Should().Contain("ProvisioningUnreachable").And.Contain("'degraded'");
    }

    [Fact]
    public async Task Kibana_gets_what_others_are_made_on_first()
    {
        (int code, string output, string errors) = await RunAsync("kibana");

        errors.Should().BeEmpty();
        code.Should().Be(0);
        Outcomes(output).Should().Equal(
            ("kibana", "Unchanged"), ("data view mem0", "Created"), ("saved objects search.ndjson", "Created"), ("saved objects a-dashboard.ndjson", "Created"));
        _kibana.DataViews.Should().ContainKey("mem0-logs");
        _kibana.Objects.Keys.Should().BeEquivalentTo([("search", "s"), ("dashboard", "d")]);
    }

    [Fact]
    public async Task A_panel_that_somebody_moved_is_put_back()
    {
        await RunAsync("kibana");
        _kibana.Objects[("dashboard", "d")]["attributes"]!["panelsJSON"] = """[{"a":2}]""";

        (_, string output, _) = await RunAsync("kibana");

        Outcomes(output).Where(o => o.Outcome != "Unchanged").Should().Equal(("saved objects a-dashboard.ndjson", "Updated"));
    }

    [Fact]
    public async Task Each_object_that_Kibana_did_not_import_is_named_with_its_reason()
    {
        _folder.Delete("kibana/data-views/mem0.json");

        (int code, _, string errors) = await RunAsync("kibana");

        code.Should().Be(1);
        errors.Should().Contain("ProvisioningImportIncomplete").And.Contain("0 of the 1 objects in search.ndjson")
            .And.Contain("search 's': missing_references index-pattern 'mem0-logs'");
    }

    [Theory]
    [InlineData("elasticsearch/roles/broken.json", "{", "elasticsearch")]
    [InlineData("elasticsearch/users/x.json", "{}", "elasticsearch")]
    [InlineData("elasticsearch/roles/list.json", "[]", "elasticsearch")]
    [InlineData("kibana/data-views/x.json", "{}", "kibana")]
    [InlineData("kibana/x.ndjson", "{}\nno", "kibana")]
    public async Task A_file_that_is_wrong_is_named_before_anything_is_sent(string file, string text, string what)
    {
        _folder.File(file, text);

        (int code, _, string errors) = await RunAsync(what);

        code.Should().Be(1);
        errors.Should().Contain("ProvisioningFileInvalid").And.Contain(Path.GetFileName(file));
        _elastic.Requests.Concat(_kibana.Requests).Should().BeEmpty();
    }

    [Fact]
    public async Task A_secret_that_is_not_mounted_is_named()
    {
        File.Delete(Path.Combine(_folder.Secrets, "kibana_system_password"));

        (int code, _, string errors) = await RunAsync("elasticsearch");

        code.Should().Be(1);
        errors.Should().Contain("ProvisioningSecretMissing").And.Contain("kibana_system_password");
    }

    [Theory]
    [InlineData()]
    [InlineData("grafana")]
    [InlineData("elasticsearch", "kibana")]
    public async Task Wrong_arguments_have_an_exit_code_of_their_own(params string[] arguments)
    {
        using var errors = new StringWriter();
        var command = new ProvisionCommand(_ => null, TextWriter.Null, errors);

        (await command.RunAsync(arguments, TestContext.Current.CancellationToken)).Should().Be(2);
        errors.ToString().Should().Contain("elasticsearch|kibana");
    }

    [Theory]
    [InlineData("MEM0_ELASTICSEARCH_URL", "elasticsearch:9200")]
    [InlineData("MEM0_PROVISION_SECONDS", "soon")]
    public async Task A_wrong_variable_is_named(string name, string value)
    {
        using var errors = new StringWriter();
        var command = new ProvisionCommand(n => n == name ? value : null, TextWriter.Null, errors);

        (await command.RunAsync(["elasticsearch"], TestContext.Current.CancellationToken)).Should().Be(2);
        errors.ToString().Should().Contain(name).And.Contain($"'{value}'");
    }

    public async ValueTask DisposeAsync()
    {
        await _elastic.DisposeAsync();
        await _kibana.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(string what, int patience = 0)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        string? Variable(string name) => name switch
        {
            "MEM0_ELASTICSEARCH_URL" => _elastic.Address.AbsoluteUri,
            "MEM0_KIBANA_URL" => _kibana.Address.AbsoluteUri,
            "MEM0_PROVISION_SECONDS" => patience.ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => null,
        };
        var command = new ProvisionCommand(Variable, output, errors) { Folder = _folder.Files, Secrets = _folder.Secrets };
        int code = await command.RunAsync([what], TestContext.Current.CancellationToken);
        return (code, output.ToString(), errors.ToString());
    }

    /// <summary>Of lines like <c>Created   role mem0_reader (0.1 s)</c>.</summary>
    private static IEnumerable<(string Step, string Outcome)> Outcomes(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (line[10..line.LastIndexOf(" (", StringComparison.Ordinal)], line[..9].Trim()));
}
