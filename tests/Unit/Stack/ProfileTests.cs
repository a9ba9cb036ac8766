using Mem0Observability.Model;
using Mem0Observability.Stack;
using Mem0Observability.Tests.Unit.Compose;

namespace Mem0Observability.Tests.Unit.Stack;

/// <summary>A stack of two services, of which the distribution has one.</summary>
public sealed class ProfileTests : IDisposable
{
    private readonly ProjectFolder _folder = new ProjectFolder()
        .With("docker-compose.monitoring.yml", """
            services:
              observer: { profiles: [lite, full], image: "${OBSERVER_IMAGE}", environment: { STORE: "${STORE}" } }
              grafana: { profiles: [full], image: "${GRAFANA_IMAGE}" }
            """)
        .With("monitoring/versions.env", "OBSERVER_IMAGE=registry.example/observer:1\nGRAFANA_IMAGE=grafana/grafana:1\nSTORE=off\n")
        .With("monitoring/lite.env", "STORE=embedded\n")
        .With("monitoring/images/distribution.env", "OBSERVER_IMAGE=mem0-monitoring/observer:1\n");

    private readonly FakeEngine _engine = new();

    private StackFiles Files => StackFiles.In(_folder.Directory, "p", new Dictionary<string, string> { [StateFolder.Variable] = "/state" });

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Lite_has_its_own_services_and_its_settings_over_those_of_Full()
    {
        var lite = Files.ReadMonitoring(StackProfiles.Lite, ImageSources.Official);
        lite.Services.Keys.Should().Equal("observer");
        lite.Services["observer"].Environment["STORE"].Should().Be("embedded");

        var full = Files.ReadMonitoring(StackProfiles.Full, ImageSources.Official);
        full.Services.Keys.Should().BeEquivalentTo("observer", "grafana");
        full.Services["observer"].Environment["STORE"].Should().Be("off");
    }

    [Fact]
    public async Task Full_cannot_be_made_from_the_distribution_and_the_error_names_what_is_missing()
    {
        var error = (await this.Awaiting(t => t.ResolveAsync(StackProfiles.Full, ImageSources.Distribution)).Should().ThrowAsync<StackException>()).Which;
        error.ErrorId.Should().Be("DistributionIncomplete");
        error.Message.Should().Contain("no package of grafana,").And.Contain("-Profile Lite").And.Contain("-ImageSource Official").And.NotContain("observer");
    }

    [Fact]
    public async Task Full_from_the_distribution_is_possible_with_the_other_images_from_a_bundle()
    {
        _engine.Images["grafana/grafana:1"] = new("sha256:g", new Dictionary<string, string>());
        (await ResolveAsync(StackProfiles.Full, ImageSources.Distribution)).Source.Should().Be(ImageSources.Distribution);
    }

    [Fact]
    public async Task Full_does_not_fall_back_to_the_distribution_and_asks_no_registry()
    {
        _engine.RegistryFault = "no such host";
        (await ResolveAsync(StackProfiles.Full, ImageSources.Auto)).Should().Match<ImageChoice>(c => c.Source == ImageSources.Official && !c.IsFallback);
        _engine.Calls.Should().BeEmpty();
    }

    [Theory]
    [InlineData(null, ImageSources.Official, false)]
    [InlineData("no such host", ImageSources.Distribution, true)]
    public async Task Lite_falls_back_to_the_distribution_where_the_registry_does_not_answer(string? fault, string source, bool isFallback)
    {
        _engine.RegistryFault = fault;
        (await ResolveAsync(StackProfiles.Lite, ImageSources.Auto)).Should().Match<ImageChoice>(c => c.Source == source && c.IsFallback == isFallback);
    }

    private Task<ImageChoice> ResolveAsync(string profile, string requested) => ImageSources.ResolveAsync(_engine, Files, profile, requested, TestContext.Current.CancellationToken);
}
