namespace Mem0Observability.Tests.Integration.Full;

/// <summary>The shipped files against real servers. They run where MEM0OBS_FULL=1 declares the images, and fail there when one is missing.</summary>
public sealed class ProvisioningTests(ElasticStack stack) : IClassFixture<ElasticStack>
{
    private const string Undeclared = "MEM0OBS_FULL=1 declares that the images of Full are here";

    [Fact(Skip = Undeclared, SkipUnless = nameof(ElasticStack.IsDeclared), SkipType = typeof(ElasticStack))]
    public async Task The_second_run_finds_everything_as_the_first_left_it()
    {
        foreach (string what in new[] { "elasticsearch", "kibana" })
        {
            (int first, _, string errors) = await stack.ProvisionAsync(what);
            errors.Should().BeEmpty();
            first.Should().Be(0);

            (int second, string output, _) = await stack.ProvisionAsync(what);

            second.Should().Be(0);
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().OnlyContain(line => line.StartsWith("Unchanged", StringComparison.Ordinal));
        }
    }

    [Fact(Skip = Undeclared, SkipUnless = nameof(ElasticStack.IsDeclared), SkipType = typeof(ElasticStack))]
    public async Task A_template_that_Elasticsearch_refuses_ends_the_run_with_its_reason()
    {
        string file = Path.Combine(stack.Files, "elasticsearch", "index-templates", "zz-wrong.json");
        await File.WriteAllTextAsync(file, """{"index_patterns":["zz-*"],"composed_of":["no-such-component"]}""", TestContext.Current.CancellationToken);

        (int code, _, string errors) = await stack.ProvisionAsync("elasticsearch");
        File.Delete(file);

        code.Should().Be(1);
        errors.Should().Contain("ProvisioningRejected").And.Contain("no-such-component");
    }

    [Fact(Skip = Undeclared, SkipUnless = nameof(ElasticStack.IsDeclared), SkipType = typeof(ElasticStack))]
    public async Task A_wrong_password_of_the_superuser_is_said()
    {
        string file = Path.Combine(stack.Secrets, "elastic_password");
        string right = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, "another-one", TestContext.Current.CancellationToken);

        (int code, _, string errors) = await stack.ProvisionAsync("elasticsearch");
        await File.WriteAllTextAsync(file, right, TestContext.Current.CancellationToken);

        code.Should().Be(1);
        errors.Should().Contain("ProvisioningCredentialRefused");
    }
}
