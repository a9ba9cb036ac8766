using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Acceptance;

/// <summary>Signals to a container's first process as seen from the host.</summary>
internal static class HostSignal
{
    /// <param name="signal">As <c>kill</c> has it: <c>KILL</c>, <c>STOP</c>, <c>CONT</c>.</param>
    public static async Task SendAsync(IContainerEngine engine, string containerId, string signal)
    {
        var token = TestContext.Current.CancellationToken;
        // A container in the host's process namespace needs no right on this machine but the engine.
        var sender = new ServiceSpec
        {
            Name = "signal",
            Position = new("test", 1, 1),
            Image = BaseImage.Reference,
            Pid = "host",
            NetworkMode = "none",
            // Number 1 of its own namespace: a health test that runs meanwhile may have the lower number here.
            Command = ["sh", "-c", $"for p in $(grep -l {containerId} /proc/[0-9]*/cgroup /proc/[0-9]*/mountinfo 2>/dev/null | cut -d/ -f3 | sort -u); do grep -q '^NSpid:.*[[:space:]]1$' /proc/$p/status && kill -{signal} $p && exit 0; done; exit 1"],
        };
        var id = await engine.CreateContainerAsync(new($"mem0-acceptance-signal-{Guid.NewGuid():N}", sender, new Dictionary<string, string>(), new Dictionary<string, string>(), null, []), token);
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
