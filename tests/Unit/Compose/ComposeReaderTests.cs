using Mem0Observability.Compose;
using Mem0Observability.Model;

namespace Mem0Observability.Tests.Unit.Compose;

public sealed class ComposeReaderTests
{
    private const string OneService = "services: {s: {image: i}}\n";

    [Fact]
    public void The_project_name_is_asked_for_or_a_variable_or_in_the_file_or_the_folders()
    {
        using var folder = new ProjectFolder();
        var variable = new Dictionary<string, string> { ["COMPOSE_PROJECT_NAME"] = "by-variable" };
        const string named = "name: ${N:-by-file}\n" + OneService;

        folder.Read(named, "asked", environment: variable).Name.Should().Be("asked");
        folder.Read(named, environment: variable).Name.Should().Be("by-variable");
        folder.Read(named).Name.Should().Be("by-file");
        folder.Read(OneService).Name.Should().Be("project");
    }

    [Fact]
    public void The_file_may_use_the_project_name_wherever_it_comes_from()
    {
        using var folder = new ProjectFolder();

        folder.Read("services: {s: {image: 'i:${COMPOSE_PROJECT_NAME}'}}", "asked").Services["s"].Image.Should().Be("i:asked");
    }

    [Fact]
    public void The_environment_wins_over_env_files_and_later_ones_over_earlier_ones()
    {
        using ProjectFolder folder = new ProjectFolder().With("a.env", "A=1\nB=1\nC=1").With("b.env", "B=2\nC=2");
        ComposeProject project = folder.Read(
            "services: {s: {image: '$A$B$C'}}", envFiles: ["a.env", "b.env"], environment: new() { ["C"] = "3" });

        project.Services["s"].Image.Should().Be("123");
    }

    [Fact]
    public void Without_env_files_the_folders_own_is_read_and_those_it_lists()
    {
        using ProjectFolder folder = new ProjectFolder()
            .With(".env", "COMPOSE_ENV_FILES=.env,sub/versions.env\nA=1\nB=1").With("sub/versions.env", "B=${A}2");

        folder.Read("services: {s: {image: $A-$B}}").Services["s"].Image.Should().Be("1-12");
    }

    [Fact]
    public void Given_env_files_replace_the_folders_own()
    {
        using ProjectFolder folder = new ProjectFolder().With(".env", "A=dot").With("a.env", "");

        folder.Read("services: {s: {image: '${A:-none}'}}", envFiles: ["a.env"]).Services["s"].Image.Should().Be("none");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_env_file_that_does_not_exist_is_named(bool listed)
    {
        using var folder = new ProjectFolder();
        if (listed)
            folder.With(".env", "COMPOSE_ENV_FILES=gone.env");

        StackException fault = folder.Invoking(f => f.Read(OneService, envFiles: listed ? [] : ["gone.env"])).Should().Throw<StackException>().Which;

        fault.ErrorId.Should().Be("EnvFileNotFound");
        fault.Target.Should().Be(folder.Path("gone.env"));
    }

    [Theory]
    [InlineData("", "always")]
    [InlineData("p", "always both one")]
    [InlineData("q", "always both")]
    [InlineData("unknown", "always")]
    [InlineData("*", "always both one")]
    public void Profiles_select_services(string active, string services)
    {
        using var folder = new ProjectFolder();

        folder.Read(
            "services: {always: {image: i}, one: {image: i, profiles: [p]}, both: {image: i, profiles: [p, q]}}",
            profiles: active.Length == 0 ? [] : [active]).Services.Keys.Order().Should().Equal(services.Split(' '));
    }

    [Fact]
    public void Networks_and_volumes_that_nothing_active_uses_are_left_out()
    {
        using var folder = new ProjectFolder();
        ComposeProject project = folder.Read("""
            services:
              on: {image: i, networks: [a], volumes: ["a:/a"]}
              off: {image: i, networks: [b], volumes: ["b:/b"], profiles: [p]}
            networks: {a: , b: , unused: }
            volumes: {a: , b: , unused: }
            """);

        project.Networks.Keys.Should().Equal("a");
        project.Volumes.Keys.Should().Equal("a");
    }

    [Fact]
    public void Networks_and_volumes_get_the_projects_name_unless_they_have_their_own()
    {
        using var folder = new ProjectFolder();
        ComposeProject project = folder.Read("""
            name: n
            services: {s: {image: i, networks: [a, b, c, d], volumes: ["a:/a", "b:/b", "c:/c"]}, t: {image: i}}
            networks:
              a: {driver: bridge, internal: true, labels: [x=y]}
              b: {name: own}
              c: {external: true}
              d: {external: true, name: theirs}
            volumes: {a: {labels: {x: y}}, b: {name: own, driver: local}, c: {external: true}}
            """);

        project.Networks.Values.Select(n => (n.Key, n.Name, n.External)).Should().BeEquivalentTo(
            [("a", "n_a", false), ("b", "own", false), ("c", "c", true), ("d", "theirs", true), ("default", "n_default", false)]);
        (project.Networks["a"].Driver, project.Networks["a"].Internal, project.Networks["a"].Labels["x"]).Should().Be(("bridge", true, "y"));
        project.Volumes.Values.Select(v => (v.Key, v.Name, v.External, v.Driver)).Should().BeEquivalentTo(
            [("a", "n_a", false, null), ("b", "own", false, "local"), ("c", "c", true, (string?)null)]);
    }

    [Fact]
    public void Anchors_and_merges_give_services_what_they_share()
    {
        using var folder = new ProjectFolder();
        ComposeProject project = folder.Read("""
            x-base: &base {restart: always, environment: &env {A: "1", B: "1"}}
            services:
              s: {<<: *base, image: i}
              t: {<<: *base, image: i, restart: "no", environment: {<<: *env, B: "2"}}
            """);

        project.Services["s"].Restart.Should().Be("always");
        project.Services["t"].Restart.Should().Be("no");
        project.Services["t"].Environment.Should().Equal(new Dictionary<string, string> { ["A"] = "1", ["B"] = "2" });
    }

    [Fact]
    public void Dependencies_are_a_list_or_a_map_with_conditions()
    {
        using var folder = new ProjectFolder();
        ComposeProject project = folder.Read("""
            services:
              a: {image: i, depends_on: [b]}
              b:
                image: i
                depends_on:
                  c: {condition: service_healthy}
                  d: {condition: service_completed_successfully, required: true}
                  off: {condition: service_started, required: false}
              c: {image: i}
              d: {image: i}
              off: {image: i, profiles: [p]}
            """);

        project.Services["a"].DependsOn.Should().Equal(new Dictionary<string, DependencyCondition> { ["b"] = DependencyCondition.Started });
        project.Services["b"].DependsOn.Should().Equal(
            new Dictionary<string, DependencyCondition> { ["c"] = DependencyCondition.Healthy, ["d"] = DependencyCondition.CompletedSuccessfully });
    }

    [Fact]
    public void Keys_are_not_interpolated()
    {
        using var folder = new ProjectFolder();

        folder.Read("services: {s: {image: i, labels: {$A: $A}}}", environment: new() { ["A"] = "v" }).Services["s"].Labels
            .Should().Equal(new Dictionary<string, string> { ["$A"] = "v" });
    }

    [Fact]
    public void A_file_that_does_not_exist_is_named()
    {
        using var folder = new ProjectFolder();

        StackException fault = folder.Invoking(f => f.Read()).Should().Throw<StackException>().Which;

        (fault.ErrorId, fault.Target, fault.Category).Should().Be(("ComposeFileNotFound", folder.Path("c.yml"), StackErrorCategory.ObjectNotFound));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Only_one_file_is_read(int count) =>
        FluentActions.Invoking(() => ComposeReader.Read(new ComposeOptions([.. Enumerable.Repeat("c.yml", count)], null, [], [], new Dictionary<string, string>())))
            .Should().Throw<StackException>().Which.ErrorId.Should().Be("ComposeFileCount");

    [Theory]
    [InlineData("Upper")]
    [InlineData("-dash")]
    [InlineData("sp ace")]
    public void A_project_name_that_the_engine_would_refuse_is_refused(string name)
    {
        using var folder = new ProjectFolder();

        folder.Invoking(f => f.Read(OneService, name)).Should().Throw<StackException>().Which.ErrorId.Should().Be("ComposeInvalidValue");
        folder.Invoking(f => f.Read($"name: {name}\n{OneService}")).Should().Throw<StackException>().Which.ErrorId.Should().Be("ComposeInvalidValue");
    }
}
