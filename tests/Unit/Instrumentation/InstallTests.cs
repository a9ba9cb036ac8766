using Mem0Observability.Instrumentation;
using Mem0Observability.Model;
using static Mem0Observability.Model.InstrumentationAction;

namespace Mem0Observability.Tests.Unit.Instrumentation;

public sealed class InstallTests
{
    [Fact]
    public async Task What_is_there_decides_what_is_installed()
    {
        (await PathsAsync(current: true, legacy: false)).Should().Equal(TempCheckout.CurrentFiles);
        (await PathsAsync(current: false, legacy: true)).Should().Equal(TempCheckout.LegacyFiles);
        (await PathsAsync(current: true, legacy: true)).Should().Equal([.. TempCheckout.CurrentFiles, .. TempCheckout.LegacyFiles]);
        (await PathsAsync(current: true, legacy: true, layout: "Legacy")).Should().Equal(TempCheckout.LegacyFiles);
        (await PathsAsync(current: true, legacy: true, below: "server")).Should().Equal(TempCheckout.CurrentFiles);
        (await PathsAsync(current: true, legacy: true, below: "openmemory/")).Should().Equal(TempCheckout.LegacyFiles);
    }

    [Fact]
    public async Task Files_get_the_shipped_content_and_mem0_s_own_stay_as_they_were()
    {
        using var checkout = new TempCheckout();
        InstrumentationPlan plan = await checkout.InstallAsync();
        plan.Results.Should().OnlyContain(f => f.Action == Created && f.Layout == "current" && f.Reason.Length == 0 && File.Exists(f.Path));
        checkout.Read("server/shared/deep/tracing.py").Should().Be("shared/deep/tracing.py in its first version");
        checkout.Read("server/monitoring.py").Should().Be("mem0/server/monitoring.py in its first version");
        checkout.Read("server/main.py").Should().Be("mem0's own");
        checkout.Tree().Keys.Should().BeEquivalentTo(
            [.. TempCheckout.CurrentFiles, "server", "server/main.py", "server/docker-compose.yaml", "server/shared", "server/shared/deep", InstallRecord.FileName]);
    }

    [Fact]
    public async Task A_second_run_writes_nothing()
    {
        using var checkout = new TempCheckout(legacy: true);
        await checkout.InstallAsync();
        var times = checkout.Times();
        InstrumentationPlan second = await checkout.InstallAsync();
        second.IsEmpty.Should().BeTrue();
        second.Changes.Should().HaveCount(10).And.OnlyContain(c => c.Action == Unchanged);
        checkout.Times().Should().Equal(times);
    }

    [Fact]
    public async Task A_file_that_is_not_ours_is_not_overwritten_and_then_nothing_is_written()
    {
        using var checkout = new TempCheckout();
        checkout.Write("server/monitoring.py", "mine");
        var before = checkout.Tree();
        InstrumentationPlan plan = await checkout.InstallAsync();
        plan.Refused.Should().ContainSingle().Which.Should().Match<StackException>(e =>
            e.ErrorId == "InstrumentationFileForeign" && e.Category == StackErrorCategory.InvalidData && (string)e.Target! == checkout.At("server/monitoring.py") && e.Message.Contains("-Force"));
        checkout.Tree().Should().Equal(before);

        (await checkout.InstallAsync(force: true)).Changes.Should().ContainSingle(c => c.Action == Updated).Which.Reason.Should().Contain("not ours");
        checkout.Read("server/monitoring.py").Should().StartWith("mem0/server");
    }

    [Fact]
    public async Task A_file_that_the_user_has_changed_is_not_overwritten()
    {
        using var checkout = new TempCheckout();
        await checkout.InstallAsync();
        checkout.Write("server/shared/monitoring.py", "changed");
        checkout.Ship("mem0/server/monitoring.py", "its second version");
        InstrumentationPlan plan = await checkout.InstallAsync();
        plan.Refused.Should().ContainSingle().Which.ErrorId.Should().Be("InstrumentationFileChanged");
        checkout.Read("server/monitoring.py").Should().Be("mem0/server/monitoring.py in its first version");

        (await checkout.InstallAsync(force: true)).Changes.Where(c => c.Action == Updated).Should().HaveCount(2);
        checkout.Read("server/shared/monitoring.py").Should().Be("shared/monitoring.py in its first version");
    }

    [Fact]
    public async Task Every_refused_file_is_named()
    {
        using var checkout = new TempCheckout();
        checkout.Write("server/monitoring.py", "mine");
        checkout.Write("server/shared/__init__.py", "mine");
        Directory.CreateDirectory(checkout.At("server/docker-compose.monitoring.yaml"));
        (await checkout.InstallAsync()).Refused.Should().HaveCount(3).And.OnlyContain(e => e.ErrorId == "InstrumentationFileForeign");
        // A folder is never overwritten.
        (await checkout.InstallAsync(force: true)).Refused.Should().ContainSingle().Which.Message.Should().Contain("a folder of this name");
    }

    [Fact]
    public async Task A_file_where_a_folder_must_be_is_named()
    {
        using var checkout = new TempCheckout();
        checkout.Write("server/shared", "a file");
        (await checkout.InstallAsync(force: true)).Refused.Should().HaveCount(3).And.OnlyContain(e => e.Message.Contains("the file 'server/shared' is in the way"));
    }

    [Fact]
    public async Task Another_version_updates_what_is_unchanged_and_removes_what_is_not_shipped_any_more()
    {
        using var checkout = new TempCheckout();
        await checkout.InstallAsync();
        TempCheckout.SetRights(checkout.At("server/monitoring.py"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        checkout.Ship("mem0/server/monitoring.py", "its second version");
        File.Delete(Path.Combine(checkout.Source, "shared", "deep", "tracing.py"));
        checkout.Ship("shared/new.py", "new");

        InstrumentationPlan plan = await checkout.InstallAsync();
        plan.Changes.Where(c => c.Action != Unchanged).Select(c => $"{c.Action} {c.Target}").Should()
            .Equal("Updated server/monitoring.py", "Created server/shared/new.py", "Removed server/shared/deep/tracing.py");
        checkout.Read("server/monitoring.py").Should().Be("its second version");
        TempCheckout.Rights(checkout.At("server/monitoring.py")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Exists(checkout.At("server/shared/deep/tracing.py")).Should().BeFalse();
        (await checkout.PlanAsync()).IsEmpty.Should().BeTrue();
    }

    [Fact]
    public async Task What_is_not_shipped_any_more_and_was_changed_is_kept_and_stays_known()
    {
        using var checkout = new TempCheckout();
        await checkout.InstallAsync();
        checkout.Write("server/shared/deep/tracing.py", "changed");
        File.Delete(Path.Combine(checkout.Source, "shared", "deep", "tracing.py"));
        (await checkout.InstallAsync(force: true)).Changes.Should().ContainSingle(c => c.Action == Kept);
        checkout.Read("server/shared/deep/tracing.py").Should().Be("changed");
        (await checkout.UninstallAsync(force: true)).Plan.Changes.Should().Contain(c => c.Target == "server/shared/deep/tracing.py" && c.Action == Removed);
    }

    [Fact]
    public async Task Without_its_record_files_as_shipped_are_recognised()
    {
        using var checkout = new TempCheckout();
        await checkout.InstallAsync();
        string record = checkout.Read(InstallRecord.FileName);
        File.Delete(checkout.At(InstallRecord.FileName));
        (await checkout.InstallAsync()).Changes.Should().OnlyContain(c => c.Action == Unchanged && c.Reason.Length > 0);
        // Its folders were there already; those it does not claim.
        checkout.Read(InstallRecord.FileName).Should().Be(record.Replace("[\n    \"server/shared\",\n    \"server/shared/deep\"\n  ]", "[]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_script_stays_executable()
    {
        using var checkout = new TempCheckout();
        checkout.Ship("mem0/server/start.sh", "#!/bin/sh");
        TempCheckout.SetRights(Path.Combine(checkout.Source, "mem0", "server", "start.sh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await checkout.InstallAsync();
        TempCheckout.Rights(checkout.At("server/start.sh")).Should().HaveFlag(UnixFileMode.UserExecute);
        TempCheckout.Rights(checkout.At("server/monitoring.py")).Should().NotHaveFlag(UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task The_next_step_names_folder_and_files()
    {
        using var checkout = new TempCheckout(legacy: true);
        NextStep.AfterInstall(await checkout.InstallAsync()).Should().Equal(
            $"Start it with the instrumentation, in {checkout.At("server")}:\n    docker compose -f docker-compose.yaml -f docker-compose.monitoring.yaml up -d",
            $"Start it with the instrumentation, in {checkout.At("openmemory")}:\n    docker compose -f docker-compose.yml -f docker-compose.monitoring.yml up -d");
        NextStep.AfterUninstall((await checkout.UninstallAsync(layout: "legacy")).Plan).Should().Equal(
            $"Start it without the instrumentation, in {checkout.At("openmemory")}:\n    docker compose -f docker-compose.yml up -d");
    }

    private static async Task<IEnumerable<string>> PathsAsync(bool current, bool legacy, string? layout = null, string? below = null)
    {
        using var checkout = new TempCheckout(current, legacy);
        InstrumentationPlan plan = await checkout.InstallAsync(below is null ? null : checkout.At(below), layout);
        plan.Changes.Should().OnlyContain(c => c.Action == Created);
        return plan.Changes.Select(c => c.Target);
    }
}
