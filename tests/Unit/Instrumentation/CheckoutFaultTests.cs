using Mem0Observability.Instrumentation;
using Mem0Observability.Model;
using Mem0Observability.Tests.Unit.Signals;

namespace Mem0Observability.Tests.Unit.Instrumentation;

/// <summary>What is wrong with a checkout is one clear error, and nothing is changed.</summary>
public sealed class CheckoutFaultTests
{
    [Fact]
    public async Task A_wrong_path_is_named()
    {
        using var checkout = new TempCheckout(current: false);
        string missing = checkout.At("nowhere");
        await Raised.ByAsync(() => checkout.InstallAsync(missing), "CheckoutNotFound", StackErrorCategory.ObjectNotFound, missing, "does not exist");
        await Raised.ByAsync(() => checkout.UninstallAsync(missing), "CheckoutNotFound", StackErrorCategory.ObjectNotFound, missing);
        checkout.Write("file", "");
        await Raised.ByAsync(() => checkout.InstallAsync(checkout.At("file")), "CheckoutNotFound", StackErrorCategory.ObjectNotFound, "is a file");
    }

    [Fact]
    public async Task A_folder_that_is_no_checkout_is_told_what_was_looked_for()
    {
        using var checkout = new TempCheckout(current: false);
        checkout.Write("server/main.py", "without its compose file");
        await Raised.ByAsync(() => checkout.InstallAsync(), "CheckoutNotMem0", StackErrorCategory.InvalidArgument, checkout.Root, "server/docker-compose.yaml", "openmemory/api/main.py");
        await Raised.ByAsync(() => checkout.UninstallAsync(), "CheckoutNotMem0", StackErrorCategory.InvalidArgument);
    }

    [Fact]
    public async Task A_layout_that_is_not_there_is_named()
    {
        using var checkout = new TempCheckout(legacy: true);
        await Raised.ByAsync(() => checkout.InstallAsync(checkout.At("server"), "legacy"), "CheckoutLayoutMissing", StackErrorCategory.ObjectNotFound, "'current'", "'legacy'");
        using var current = new TempCheckout();
        await Raised.ByAsync(() => current.InstallAsync(layout: "legacy"), "CheckoutLayoutMissing", StackErrorCategory.ObjectNotFound);
    }

    [Fact]
    public async Task A_module_without_files_says_so()
    {
        using var checkout = new TempCheckout();
        Directory.Delete(Path.Combine(checkout.Source, "mem0"), recursive: true);
        await Raised.ByAsync(() => checkout.InstallAsync(), "InstrumentationSourceMissing", StackErrorCategory.ObjectNotFound, "'current'", checkout.Source);
    }

    [Theory]
    [InlineData("server/shared")]
    [InlineData("server/shared/deep")]
    [InlineData("server/monitoring.py")]
    [InlineData(InstallRecord.FileName)]
    public async Task A_link_is_not_written_through_even_by_force(string link)
    {
        using var checkout = new TempCheckout();
        Directory.CreateDirectory(checkout.Outside);
        Directory.CreateDirectory(Path.GetDirectoryName(checkout.At(link))!);
        File.CreateSymbolicLink(checkout.At(link), checkout.Outside);
        await Raised.ByAsync(() => checkout.InstallAsync(force: true), "CheckoutPathLinked", StackErrorCategory.InvalidData, checkout.At(link), checkout.Outside);
        Directory.EnumerateFileSystemEntries(checkout.Outside).Should().BeEmpty();
        File.Exists(checkout.At("server/docker-compose.monitoring.yaml")).Should().BeFalse();
    }

    [Fact]
    public async Task A_link_that_took_the_place_of_a_folder_is_not_removed_through()
    {
        using var checkout = new TempCheckout();
        await checkout.InstallAsync();
        Directory.Move(checkout.At("server/shared"), checkout.Outside);
        Directory.CreateSymbolicLink(checkout.At("server/shared"), checkout.Outside);
        await Raised.ByAsync(() => checkout.UninstallAsync(force: true), "CheckoutPathLinked", StackErrorCategory.InvalidData);
        File.Exists(Path.Combine(checkout.Outside, "monitoring.py")).Should().BeTrue();
        File.Exists(checkout.At("server/monitoring.py")).Should().BeTrue();
    }

    [Fact]
    public async Task A_path_that_is_itself_a_link_leads_to_the_checkout()
    {
        using var checkout = new TempCheckout(legacy: true);
        Directory.CreateSymbolicLink(checkout.Outside, checkout.At("server"));
        (await checkout.InstallAsync(checkout.Outside)).Root.Should().Be(checkout.Root);
        File.Exists(checkout.At("server/monitoring.py")).Should().BeTrue();
        File.Exists(checkout.At("openmemory/api/app/monitoring.py")).Should().BeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"schema":1,"version":"1","files":null,"folders":[]}""")]
    [InlineData("""{"schema":1,"version":"1","files":[null],"folders":[]}""")]
    [InlineData("""{"schema":1,"version":"1","files":[],"folders":[null]}""")]
    [InlineData("""{"schema":1,"version":"1","files":[],"folders":["../x"]}""")]
    [InlineData("""{"schema":1,"version":"1","files":[],"folders":[],"more":1}""")]
    [InlineData("""{"schema":1,"version":"1","files":[{"path":"../x","layout":"current","sha256":"$"}],"folders":[]}""")]
    [InlineData("""{"schema":1,"version":"1","files":[{"path":"/etc/passwd","layout":"current","sha256":"$"}],"folders":[]}""")]
    [InlineData("""{"schema":1,"version":"1","files":[{"path":"a\\b","layout":"current","sha256":"$"}],"folders":[]}""")]
    [InlineData("""{"schema":1,"version":"1","files":[{"path":"a","layout":"current","sha256":"ab"}],"folders":[]}""")]
    [InlineData("""{"schema":1,"version":"1","files":[{"path":"a","layout":"other","sha256":"$"}],"folders":[]}""")]
    [InlineData("""{"schema":1,"version":"1","files":[{"path":"a","layout":"current","sha256":"$"},{"path":"a","layout":"current","sha256":"$"}],"folders":[]}""")]
    public async Task A_record_that_is_none_is_one_error(string text)
    {
        using var checkout = new TempCheckout();
        checkout.Write(InstallRecord.FileName, text.Replace("$", new string('a', 64), StringComparison.Ordinal));
        var before = checkout.Tree();
        await Raised.ByAsync(() => checkout.InstallAsync(force: true), "InstrumentationRecordInvalid", StackErrorCategory.InvalidData, checkout.At(InstallRecord.FileName));
        await Raised.ByAsync(() => checkout.UninstallAsync(force: true), "InstrumentationRecordInvalid", StackErrorCategory.InvalidData);
        checkout.Tree().Should().Equal(before);
    }

    [Fact]
    public async Task A_record_of_another_schema_says_which()
    {
        using var checkout = new TempCheckout();
        checkout.Write(InstallRecord.FileName, """{"schema":2,"whatever":"it holds"}""");
        await Raised.ByAsync(() => checkout.InstallAsync(), "InstrumentationRecordInvalid", StackErrorCategory.InvalidData, "its schema is 2 and this module knows 1");
    }

    [Fact]
    public async Task Two_at_a_time_are_refused()
    {
        using var checkout = new TempCheckout();
        using (CheckoutLock.Take(checkout.Root))
            await Raised.ByAsync(() => checkout.InstallAsync(), "OperationInProgress", StackErrorCategory.ResourceBusy, checkout.Root);

        (await checkout.InstallAsync()).Changes.Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_file_that_appears_between_plan_and_write_is_not_overwritten()
    {
        using var checkout = new TempCheckout();
        InstrumentationPlan plan = await checkout.PlanAsync();
        checkout.Write("server/shared/monitoring.py", "mine");
        var before = checkout.Tree();
        await Raised.ByAsync(() => new Installer().InstallAsync(plan, CancellationToken.None), "OperationInProgress", StackErrorCategory.ResourceBusy, "server/shared/monitoring.py");
        checkout.Tree().Should().Equal(before);
    }
}
