using Mem0Observability.Compose;
using Mem0Observability.Model;
using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Unit.Stack;

public sealed class StateFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mem0-state");

    private string Secret => Path.Combine(_folder.FullName, "secrets", "password");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_missing_secret_is_generated_once_and_kept()
    {
        StateFolder.EnsureSecrets(ProjectWith(Secret), _folder.FullName).Should().BeTrue();
        var first = File.ReadAllText(Secret);
        first.Should().MatchRegex("^[A-Za-z0-9_-]{32}$");
        StateFolder.EnsureSecrets(ProjectWith(Secret), _folder.FullName).Should().BeFalse();
        File.ReadAllText(Secret).Should().Be(first);
    }

    [Fact]
    public void The_folder_keeps_others_out_and_the_file_is_readable_for_the_user_of_a_container()
    {
        StateFolder.EnsureSecrets(ProjectWith(Secret), _folder.FullName);
        if (OperatingSystem.IsWindows()) return;
        File.GetUnixFileMode(Path.GetDirectoryName(Secret)!).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.GetUnixFileMode(Secret).Should().Be(UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    [Fact]
    public void A_secret_file_of_the_users_own_is_never_written()
    {
        var own = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        StateFolder.EnsureSecrets(ProjectWith(own), _folder.FullName).Should().BeFalse();
        File.Exists(own).Should().BeFalse();
    }

    [Fact]
    public void A_second_lock_is_refused_while_the_first_is_held()
    {
        using (ProjectLock.Take(_folder.FullName, "p"))
        {
            var second = () => ProjectLock.Take(_folder.FullName, "p");
            second.Should().Throw<StackException>().Which.ErrorId.Should().Be("OperationInProgress");
        }

        ProjectLock.Take(_folder.FullName, "p").Dispose();
    }

    private static ComposeProject ProjectWith(string secret)
    {
        var stack = new StackBuilder();
        stack.Services["db"] = stack.Services["db"] with { Mounts = [new(MountKind.Bind, secret, "/run/secrets/password", true, "secret", default)] };
        return stack.Project;
    }
}
