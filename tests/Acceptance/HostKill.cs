using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Acceptance;

/// <summary>kill -9 of a container's first process as seen from the host.</summary>
internal static class HostKill
{
    public static async Task KillAsync(IContainerEngine engine, string containerId)
    {
        var token = TestContext.Current.CancellationToken;
        // A container in the host's process namespace needs no right on this machine but the engine.
        var killer = new ServiceSpec
        {
            Name = "killer",
            Position = new("test", 1, 1),
            Image = BaseImage.Reference,
            Pid = "host",
            NetworkMode = "none",
            Command = ["sh", "-c", $"kill -9 $(grep -l {containerId} /proc/[0-9]*/cgroup /proc/[0-9]*/mountinfo 2>/dev/null | cut -d/ -f3 | sort -nu | head -n 1)"],
        };
        var id = await engine.CreateContainerAsync(new($"mem0-acceptance-killer-{Guid.NewGuid():N}", killer, new Dictionary<string, string>(), new Dictionary<string, string>(), null, []), token);
        try
        {
            await engine.StartContainerAsync(id, token);
            var state = await engine.InspectContainerAsync(id, token);
            while (state is { State: "running" or "created" })
            {
                await Task.Delay(100, token);
                state = await engine.InspectContainerAsync(id, token);
            }

            state!.ExitCode.Should().Be(0, await engine.TailLogAsync(id, 5, token));
        }
        finally
        {
            await engine.RemoveContainerAsync(id, CancellationToken.None);
        }
    }
}
