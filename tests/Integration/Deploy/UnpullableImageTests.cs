using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Model;
using Mem0Observability.Stack;
using Mem0Observability.Tests.Integration.Setup;

namespace Mem0Observability.Tests.Integration.Deploy;

/// <summary>The whole stack where no registry gives an image: some cannot be found, one never answers.</summary>
public sealed class UnpullableImageTests : IDisposable
{
    /// <summary>Until a run must be over; what it takes here is the time that the silent registry is given.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("mem0-itest-");
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);
    private readonly string _project = "itest-" + Guid.NewGuid().ToString("N")[..10];

    public UnpullableImageTests() => _silent.Start();

    [Fact]
    public async Task Full_ends_with_one_error_for_each_image_and_nothing_is_left()
    {
        using var engine = await EngineConnection.OpenAsync(TestContext.Current.CancellationToken);
        var project = Project();
        var options = new DeploymentOptions(_state.FullName, ImageSources.Official, [], new HashSet<string>(), TimeSpan.FromMinutes(1));
        StateFolder.EnsureSecrets(project, _state.FullName);
        var plan = await new Planner(engine, project, options).PlanAsync(TestContext.Current.CancellationToken);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_limit);
        var errors = new List<StackException>();
        try
        {
            await foreach (var item in new Deployer(engine, options).ApplyAsync(plan, limit.Token))
            {
                if (item is ErrorItem error) errors.Add(error.Error);
            }
        }
        catch (StackException e)
        {
            errors.Add(e);
        }

        errors.Should().OnlyContain(e => e.ErrorId == "ImagePullFailed" && e.Message.Contains("docker load"));
        errors.Select(e => e.Target).Should().BeEquivalentTo(project.Services.Values.Where(s => s.Build is null).Select(s => s.Image).Distinct());
        errors.Single(e => $"{e.Target}".StartsWith("127.0.0.1:", StringComparison.Ordinal)).Message.Should().Contain("did not answer");
        (await new StackRemoval(engine, _project).PlanAsync(removeData: true, TestContext.Current.CancellationToken)).Should().BeEmpty();
    }

    public void Dispose()
    {
        _silent.Dispose();
        _state.Delete(recursive: true);
    }

    /// <summary>The shipped file with images and ports of the test's own; each is set by the variable that the errors name.</summary>
    private ComposeProject Project()
    {
        var files = Repository.Files(_project, _state.FullName);
        var variables = new Dictionary<string, string>(files.Environment) { ["OTLP_GRPC_PORT"] = Free(), ["OTLP_HTTP_PORT"] = Free() };
        foreach (var service in files.ReadMonitoring(StackProfiles.Full, ImageSources.Official).Services.Values.Where(s => s.Name != "observer"))
        {
            variables[ImageUnavailable.Variable(service.Name)] = $"registry.invalid/{service.Name}:1";
            variables[$"{service.Name.ToUpperInvariant().Replace('-', '_')}_PORT"] = Free();
        }

        variables["OBSERVER_PORT"] = Free();
        variables["GRAFANA_IMAGE"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)_silent.LocalEndpoint).Port}/grafana:1");
        return (files with { Environment = variables }).ReadMonitoring(StackProfiles.Full, ImageSources.Official);
    }

    private static string Free() => Port.Free().ToString(CultureInfo.InvariantCulture);
}
