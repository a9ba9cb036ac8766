using Mem0Observability.Model;
using Mem0Observability.Notifications;

namespace Mem0Observability.Tests.Unit.Notifications;

public sealed class ChannelFolderTests : IDisposable
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("mem0-state");

    private readonly ChannelFolder _folder;

    public ChannelFolderTests() => _folder = new(_state.FullName);

    public void Dispose() => _state.Delete(recursive: true);

    [Fact]
    public void Where_nothing_was_given_there_is_nothing()
    {
        _folder.Load().Channels.Should().BeEmpty();
        _folder.Look().Should().BeEmpty();
        _folder.Commit(null);
        Directory.EnumerateFileSystemEntries(_state.FullName).Should().BeEmpty();
    }

    [Fact]
    public void What_was_committed_is_kept_and_nothing_else_is()
    {
        Dictionary<string, string> first = Files("one");
        Dictionary<string, string> second = Files("two");
        _folder.Write(first).Should().BeTrue();
        _folder.Commit(first);
        _folder.Write(first).Should().BeFalse();
        _folder.Write(second).Should().BeTrue();
        _folder.Load().Secrets["ops.secret"].Should().Be("one");
        _folder.Commit(second);
        _folder.Load().Secrets["ops.secret"].Should().Be("two");
        Directory.Exists(_folder.FolderOf(first)).Should().BeFalse();
        _folder.Commit(null);
        _folder.Load().Channels.Should().BeEmpty();
        Directory.EnumerateDirectories(Path.Combine(_state.FullName, "notifications")).Should().BeEmpty();
    }

    [Fact]
    public void A_deployment_that_failed_leaves_the_files_of_the_one_before()
    {
        Dictionary<string, string> first = Files("one");
        _folder.Write(first);
        _folder.Commit(first);
        _folder.Write(Files("two"));
        _folder.Tidy();
        Directory.EnumerateDirectories(Path.Combine(_state.FullName, "notifications")).Should().Equal(_folder.FolderOf(first));
    }

    [Fact]
    public void Other_users_of_this_machine_are_kept_out_and_those_of_the_containers_are_not()
    {
        if (OperatingSystem.IsWindows()) return;
        Dictionary<string, string> files = Files("one");
        _folder.Write(files);
        File.GetUnixFileMode(Path.Combine(_state.FullName, "notifications")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.GetUnixFileMode(_folder.FolderOf(files)).Should().HaveFlag(UnixFileMode.OtherExecute);
        File.GetUnixFileMode(Path.Combine(_folder.FolderOf(files), "ops.secret")).Should().Be(UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    [Fact]
    public void A_secret_that_has_gone_is_seen()
    {
        Dictionary<string, string> files = Files("one");
        _folder.Write(files);
        _folder.Commit(files);
        string path = Path.Combine(_folder.FolderOf(files), "ops.secret");
        _folder.Look().Should().ContainSingle().Which.MissingSecret.Should().BeNull();
        File.Delete(path);
        _folder.Look().Should().ContainSingle().Which.MissingSecret.Should().Be(path);
        _folder.Invoking(f => f.Load()).Should().Throw<StackException>().Which.ErrorId.Should().Be("ChannelsUnreadable");
        _folder.LoadIfReadable().Channels.Should().BeEmpty();
    }

    [Fact]
    public void Files_that_are_damaged_are_named()
    {
        Dictionary<string, string> files = Files("one");
        files["channels.json"] = "{";
        _folder.Write(files);
        _folder.Commit(files);
        _folder.Invoking(f => f.Load()).Should().Throw<StackException>().Which.ErrorId.Should().Be("ChannelsFileInvalid");
    }

    private static Dictionary<string, string> Files(string secret) => new()
    {
        ["channels.json"] = new ChannelSet([new Channel("ops", "slack") { SecretFile = "ops.secret", Severity = ["page"] }], new Dictionary<string, string>()).ToJson(),
        ["ops.secret"] = secret,
    };
}
