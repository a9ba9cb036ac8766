using CsCheck;
using Mem0Observability.Instrumentation;
using Mem0Observability.Model;
using Mem0Observability.Tests.Unit.Signals;

namespace Mem0Observability.Tests.Unit.Instrumentation;

/// <summary>Wherever a run ends: undone, or, after a kill, completed by the next.</summary>
public sealed class RollbackTests
{
    /// <summary>More than an update has; one that is beyond the last step fails nothing.</summary>
    private const int MostSteps = 20;

    private static readonly string[] s_shipped =
        ["shared/__init__.py", "shared/monitoring.py", "shared/deep/tracing.py", "shared/deep/er/still.py", "mem0/server/monitoring.py", "mem0/server/entry.py"];

    [Theory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(UnauthorizedAccessException))]
    public async Task A_step_that_fails_undoes_those_before_it(Type fault)
    {
        for (int failing = 1; failing <= MostSteps; failing++)
        {
            using TempCheckout checkout = await UpdatableAsync();
            var before = checkout.Tree();
            if (!await FailsAsync(() => checkout.InstallAsync(beforeStep: FailAt(failing, fault))))
            {
                failing.Should().BeGreaterThan(5);
                return;
            }

            checkout.Tree().Should().Equal(before, $"step {failing} failed");
        }

        Assert.Fail("There are more steps than were tried.");
    }

    [Fact]
    public async Task A_stop_undoes_what_was_done()
    {
        for (int stopped = 1; stopped <= MostSteps; stopped++)
        {
            using TempCheckout checkout = await UpdatableAsync();
            using var stop = new CancellationTokenSource();
            var before = checkout.Tree();
            int step = 0;
            InstrumentationPlan plan = await checkout.PlanAsync();
            Task run = new Installer(_ => { if (++step == stopped) stop.Cancel(); }).InstallAsync(plan, stop.Token);
            await Task.WhenAny(run);
            if (run.IsCompletedSuccessfully)
            {
                stopped.Should().BeGreaterThan(5);
                return;
            }

            run.IsCanceled.Should().BeTrue();
            checkout.Tree().Should().Equal(before, $"it was stopped at step {stopped}");
        }

        Assert.Fail("There are more steps than were tried.");
    }

    [Fact]
    public async Task After_a_kill_a_second_run_completes_and_an_uninstall_leaves_nothing()
    {
        using TempCheckout whole = await UpdatableAsync();
        await whole.InstallAsync();
        var complete = whole.Tree();
        for (int killed = 1; killed <= MostSteps; killed++)
        {
            using TempCheckout first = await KilledAsync(killed);
            (await first.InstallAsync()).Refused.Should().BeEmpty($"it was killed at step {killed}");
            first.Tree().Should().Equal(complete);

            using TempCheckout second = await KilledAsync(killed);
            await second.UninstallAsync();
            second.Tree().Keys.Should().BeEquivalentTo("server", "server/main.py", "server/docker-compose.yaml");
        }
    }

    [Fact]
    public async Task An_uninstall_that_fails_puts_everything_back()
    {
        for (int failing = 1; failing <= 6; failing++)
        {
            using var checkout = new TempCheckout();
            await checkout.InstallAsync();
            var before = checkout.Tree();
            await Raised.ByAsync(() => checkout.UninstallAsync(beforeStep: FailAt(failing, typeof(IOException))), "CheckoutNotWritable", StackErrorCategory.PermissionDenied, "Nothing was changed");
            checkout.Tree().Should().Equal(before);
        }
    }

    [Fact]
    public async Task What_cannot_be_undone_is_admitted()
    {
        using var checkout = new TempCheckout();
        int step = 0;
        await Raised.ByAsync(
            () => checkout.InstallAsync(beforeStep: _ => { if (++step >= 4) throw new IOException("no space left"); }),
            "CheckoutNotWritable", StackErrorCategory.PermissionDenied, checkout.Root, "no space left", "Not everything could be undone", "run this again");
    }

    [Fact]
    public async Task Whatever_is_shipped_and_whatever_was_there_uninstalling_undoes_installing() =>
        await Gen.Select(Gen.Shuffle(s_shipped), Gen.Int[0, s_shipped.Length], Gen.Int[0, MostSteps]).SampleAsync(
            async (order, count, failing) =>
            {
                using var checkout = new TempCheckout();
                foreach (string file in order[..count]) checkout.Ship(file, file);
                var before = checkout.Tree();
                await FailsAsync(() => checkout.InstallAsync(beforeStep: FailAt(failing, typeof(IOException))));
                await checkout.InstallAsync();
                var installed = checkout.Tree();
                foreach (string file in order[..(count / 2)]) checkout.Ship(file, "another version of " + file);
                await FailsAsync(() => checkout.InstallAsync(beforeStep: FailAt(failing, typeof(IOException))));
                (await checkout.InstallAsync()).Refused.Should().BeEmpty();
                (await checkout.PlanAsync()).IsEmpty.Should().BeTrue();
                checkout.Tree().Keys.Should().BeEquivalentTo(installed.Keys);
                await checkout.UninstallAsync();
                checkout.Tree().Should().Equal(before);
            },
            iter: 50,
            threads: 1);

    /// <summary>Its next installation updates, creates in a new folder and removes.</summary>
    private static async Task<TempCheckout> UpdatableAsync()
    {
        var checkout = new TempCheckout();
        await checkout.InstallAsync();
        checkout.Ship("mem0/server/monitoring.py", "its second version");
        checkout.Ship("shared/new/tool.py", "new");
        File.Delete(Path.Combine(checkout.Source, "shared", "deep", "tracing.py"));
        return checkout;
    }

    /// <summary>From the step on nothing happens any more, undoing included, and the file of that step is half written.</summary>
    private static async Task<TempCheckout> KilledAsync(int killed)
    {
        TempCheckout checkout = await UpdatableAsync();
        int step = 0;
        await FailsAsync(() => checkout.InstallAsync(beforeStep: path =>
        {
            if (++step < killed) return;
            // Folders and removals have no half.
            if (step == killed && Path.HasExtension(path) && !path.EndsWith("tracing.py", StringComparison.Ordinal)) File.WriteAllText(path + CheckoutTransaction.PartialSuffix, "half a fi");
            throw new IOException("killed");
        }));
        return checkout;
    }

    private static Action<string> FailAt(int failing, Type fault)
    {
        int step = 0;
        return _ =>
        {
            if (++step == failing) throw (Exception)Activator.CreateInstance(fault, "no space left")!;
        };
    }

    private static async Task<bool> FailsAsync(Func<Task> run)
    {
        try
        {
            await run();
            return false;
        }
        catch (StackException e)
        {
            e.ErrorId.Should().Be("CheckoutNotWritable");
            return true;
        }
    }
}
