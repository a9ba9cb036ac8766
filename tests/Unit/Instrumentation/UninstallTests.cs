using Mem0Observability.Instrumentation;
using static Mem0Observability.Model.InstrumentationAction;

namespace Mem0Observability.Tests.Unit.Instrumentation;

public sealed class UninstallTests
{
    [Fact]
    public async Task It_leaves_the_checkout_as_it_was()
    {
        using var checkout = new TempCheckout(legacy: true);
        var before = checkout.Tree();
        await checkout.InstallAsync();
        var (plan, left) = await checkout.UninstallAsync();
        plan.Changes.Should().HaveCount(10).And.OnlyContain(c => c.Action == Removed);
        left.Should().BeEmpty();
        checkout.Tree().Should().Equal(before);
    }

    [Fact]
    public async Task What_Python_compiled_goes_too_and_no_other_file()
    {
        using var checkout = new TempCheckout();
        checkout.Write("server/__pycache__/main.cpython-312.pyc", "mem0's");
        var before = checkout.Tree();
        await checkout.InstallAsync();
        checkout.Write("server/__pycache__/monitoring.cpython-312.pyc", "ours");
        checkout.Write("server/shared/__pycache__/monitoring.cpython-312.pyc", "ours");
        (await checkout.UninstallAsync()).Left.Should().BeEmpty();
        checkout.Tree().Should().Equal(before);
    }

    [Fact]
    public async Task A_changed_file_is_kept_until_it_is_forced()
    {
        using var checkout = new TempCheckout();
        var before = checkout.Tree();
        await checkout.InstallAsync();
        checkout.Write("server/shared/monitoring.py", "changed");
        (await checkout.UninstallAsync()).Plan.Changes.Should().ContainSingle(c => c.Action == Kept).Which.Reason.Should().Contain("-Force");
        checkout.Tree().Keys.Should().BeEquivalentTo([.. before.Keys, "server/shared", "server/shared/monitoring.py", InstallRecord.FileName]);
        (await checkout.UninstallAsync()).Plan.IsEmpty.Should().BeTrue();

        (await checkout.UninstallAsync(force: true)).Plan.Changes.Should().ContainSingle(c => c.Action == Removed);
        checkout.Tree().Should().Equal(before);
    }

    [Fact]
    public async Task A_folder_that_holds_something_of_the_user_is_left_and_named()
    {
        using var checkout = new TempCheckout();
        await checkout.InstallAsync();
        checkout.Write("server/shared/mine.py", "mine");
        (await checkout.UninstallAsync()).Left.Should().Equal(checkout.At("server/shared"));
        checkout.Read("server/shared/mine.py").Should().Be("mine");
        checkout.Tree().Should().NotContainKey(InstallRecord.FileName);
    }

    [Fact]
    public async Task A_folder_that_was_there_before_stays()
    {
        using var checkout = new TempCheckout();
        Directory.CreateDirectory(checkout.At("server/shared"));
        await checkout.InstallAsync();
        await checkout.UninstallAsync();
        checkout.Tree().Should().ContainKey("server/shared").And.NotContainKey("server/shared/deep");
    }

    [Fact]
    public async Task A_file_that_is_gone_already_is_reported_as_that()
    {
        using var checkout = new TempCheckout();
        await checkout.InstallAsync();
        File.Delete(checkout.At("server/monitoring.py"));
        (await checkout.UninstallAsync()).Plan.Changes.Select(c => c.Action).Should().BeEquivalentTo([Missing, Removed, Removed, Removed, Removed]);
    }

    [Fact]
    public async Task Nothing_installed_is_nothing_to_do()
    {
        using var checkout = new TempCheckout();
        var before = checkout.Tree();
        (await checkout.UninstallAsync()).Plan.Should().Match<InstrumentationPlan>(p => p.IsEmpty && p.Changes.Count == 0);
        checkout.Tree().Should().Equal(before);
    }

    [Fact]
    public async Task It_works_when_mem0_has_dropped_OpenMemory_since()
    {
        using var checkout = new TempCheckout(legacy: true);
        await checkout.InstallAsync();
        File.Delete(checkout.At("openmemory/api/main.py"));
        File.Delete(checkout.At("openmemory/docker-compose.yml"));
        // An installation meanwhile knows the current layout only and forgets nothing.
        (await checkout.InstallAsync()).IsEmpty.Should().BeTrue();
        (await checkout.UninstallAsync(checkout.At("openmemory"))).Plan.Changes.Should().HaveCount(5).And.OnlyContain(c => c.Layout == "legacy" && c.Action == Removed);
        (await checkout.UninstallAsync()).Plan.Changes.Should().HaveCount(5).And.OnlyContain(c => c.Layout == "current" && c.Action == Removed);
    }
}
