using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using Mem0Observability.Model;

namespace Mem0Observability.Docker;

/// <summary>Containers of a Docker engine; images and networks are in the other parts of this class.</summary>
internal sealed partial class DockerEngine(DockerClient client, EngineInfo info) : IContainerEngine
{
    /// <summary>How long a change that was sent is waited for after the user stopped the run; longer than a container's grace to stop.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private const string SecretFolder = "/run/secrets/";

    public EngineInfo Info { get; } = info;

    public void Dispose() => client.Dispose();

    public Task<MachineInfo> DescribeMachineAsync(CancellationToken cancellationToken) =>
        CallAsync("describe its machine", null, async () =>
        {
            var info = await client.System.GetSystemInfoAsync(cancellationToken);
            return new MachineInfo(info.MemTotal, info.DockerRootDir, DateTimeOffset.TryParse(info.SystemTime, CultureInfo.InvariantCulture, out var time) ? time : null);
        });

    public Task<IReadOnlyList<ContainerInfo>> ListContainersAsync(string? label, CancellationToken cancellationToken) =>
        CallAsync<IReadOnlyList<ContainerInfo>>("list containers", null, async () =>
        {
            var parameters = new ContainersListParameters { All = true, Filters = LabelFilter(label)! };
            var containers = await client.Containers.ListContainersAsync(parameters, cancellationToken);
            return [.. containers.Select(Describe)];
        });

    public Task<ContainerState?> InspectContainerAsync(string id, CancellationToken cancellationToken) =>
        CallAsync("inspect container", id, async () =>
        {
            try
            {
                var c = await client.Containers.InspectContainerAsync(id, cancellationToken);
                var started = DateTimeOffset.TryParse(c.State!.StartedAt, CultureInfo.InvariantCulture, out var at) && at.Year > 1 ? at : (DateTimeOffset?)null;
                return new ContainerState(c.State!.Status, c.State.Health?.Status is { Length: > 0 } health ? health : "none", c.State.ExitCode,
                    c.State.OOMKilled, c.RestartCount, started, c.HostConfig?.Memory ?? 0, c.State.Health?.Log?.LastOrDefault()?.Output?.Trim())
                {
                    RunsOnce = c.Config?.Healthcheck?.Test is ["NONE", ..] && c.HostConfig?.RestartPolicy?.Name is not (RestartPolicyKind.Always or RestartPolicyKind.UnlessStopped),
                };
            }
            catch (DockerContainerNotFoundException)
            {
                return null;
            }
        });

    public Task<string> CreateContainerAsync(ContainerRequest request, CancellationToken cancellationToken) =>
        ChangeAsync($"create container '{request.Name}'", request.Service.Name, async token =>
            (await client.Containers.CreateContainerAsync(ContainerParameters.From(request), token)).ID, cancellationToken);

    public Task StartContainerAsync(string id, CancellationToken cancellationToken) =>
        ChangeAsync("start container", id, token => client.Containers.StartContainerAsync(id, new ContainerStartParameters(), token), cancellationToken);

    public Task StopContainerAsync(string id, TimeSpan? grace, CancellationToken cancellationToken) =>
        ChangeAsync("stop container", id, async token =>
        {
            var parameters = new ContainerStopParameters { WaitBeforeKillSeconds = grace is { } g ? (uint)Math.Ceiling(g.TotalSeconds) : null };
            await IgnoreMissingAsync(() => client.Containers.StopContainerAsync(id, parameters, token));
            return true;
        }, cancellationToken);

    public Task RemoveContainerAsync(string id, CancellationToken cancellationToken) =>
        ChangeAsync("remove container", id, async token =>
        {
            await IgnoreMissingAsync(() => client.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, token));
            return true;
        }, cancellationToken);

    public Task RenameContainerAsync(string id, string name, CancellationToken cancellationToken) =>
        ChangeAsync($"rename container to '{name}'", id, async token =>
        {
            await client.Containers.RenameContainerAsync(id, new ContainerRenameParameters { NewName = name }, token);
            return true;
        }, cancellationToken);

    public Task<ExecResult?> ExecAsync(string id, IReadOnlyList<string> command, CancellationToken cancellationToken) =>
        CallAsync<ExecResult?>("run a command in container", id, async () =>
        {
            try
            {
                var exec = await client.Exec.CreateContainerExecAsync(id,
                    new ContainerExecCreateParameters { Cmd = [.. command], AttachStdout = true, AttachStderr = true }, cancellationToken);
                using var stream = await client.Exec.StartContainerExecAsync(exec.ID, new ContainerExecStartParameters(), cancellationToken);
                var (output, error) = await stream.ReadOutputToEndAsync(cancellationToken);
                var result = await client.Exec.InspectContainerExecAsync(exec.ID, cancellationToken);
                return new ExecResult(result.ExitCode ?? -1, (output + error).Trim());
            }
            catch (DockerApiException e) when (e.StatusCode is System.Net.HttpStatusCode.Conflict or System.Net.HttpStatusCode.NotFound)
            {
                return null;
            }
        });

    public Task<string> TailLogAsync(string id, int lines, CancellationToken cancellationToken) =>
        CallAsync("read the log of container", id, async () =>
        {
            var parameters = new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Tail = lines.ToString(CultureInfo.InvariantCulture) };
            using var stream = await client.Containers.GetContainerLogsAsync(id, parameters, cancellationToken);
            using var merged = new MemoryStream();
            await stream.CopyOutputToAsync(Stream.Null, merged, merged, cancellationToken);
            return Encoding.UTF8.GetString(merged.ToArray()).TrimEnd();
        });

    public Task<WrittenLine?> NewestLineAsync(string id, CancellationToken cancellationToken) =>
        CallAsync("read the log of container", id, async () =>
        {
            var parameters = new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Timestamps = true, Tail = "1" };
            using var stream = await client.Containers.GetContainerLogsAsync(id, parameters, cancellationToken);
            using var merged = new MemoryStream();
            await stream.CopyOutputToAsync(Stream.Null, merged, merged, cancellationToken);
            // RFC 3339 with nanoseconds, a space, the line.
            var parts = Encoding.UTF8.GetString(merged.ToArray()).TrimEnd().Split(' ', 2);
            return DateTimeOffset.TryParse(parts[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? new WrittenLine(time, parts.ElementAtOrDefault(1) ?? "")
                : null;
        });

    public async IAsyncEnumerable<string> FollowLogAsync(string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var parameters = new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Follow = true };
        using var stream = await CallAsync("read the log of container", id, () => client.Containers.GetContainerLogsAsync(id, parameters, cancellationToken));
        var pipe = new Pipe();
        var copying = CopyAsync();
        using var reader = new StreamReader(pipe.Reader.AsStream(), Encoding.UTF8);
        while (await reader.ReadLineAsync(cancellationToken) is { } line) yield return line;
        await copying;

        async Task CopyAsync()
        {
            await using var writer = pipe.Writer.AsStream();
            await CallAsync("read the log of container", id, async () =>
            {
                await stream.CopyOutputToAsync(Stream.Null, writer, writer, cancellationToken);
                return true;
            });
        }
    }

    private static ContainerInfo Describe(ContainerListResponse c) => new(
        c.ID,
        c.Names.FirstOrDefault()?.TrimStart('/') ?? c.ID,
        c.Image,
        c.ImageID,
        c.State,
        HealthOf(c.Status),
        c.Labels?.AsReadOnly() ?? new Dictionary<string, string>().AsReadOnly(),
        [.. (c.Ports ?? []).Where(p => p.PublicPort is > 0).Select(p => new PublishedPort(p.IP ?? "", p.PublicPort!.Value, p.PrivatePort, p.Type ?? "tcp"))],
        [.. c.NetworkSettings?.Networks?.Keys ?? []])
    {
        ExitCode = ExitCodeOf(c.Status),
        Secrets = (c.Mounts ?? []).Where(m => m.Destination.StartsWith(SecretFolder, StringComparison.Ordinal)).ToDictionary(m => m.Destination[SecretFolder.Length..], m => m.Source),
    };

    /// <summary>Listings carry it only inside the status text: "Exited (1) 3 minutes ago".</summary>
    private static int? ExitCodeOf(string? status) => status?.Split('(', ')') is ["Exited ", var code, ..] && int.TryParse(code, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Listings carry the health only inside the status text before API 1.52: "Up 3 minutes (healthy)".</summary>
    private static string HealthOf(string? status) => status switch
    {
        not null when status.EndsWith("(healthy)", StringComparison.Ordinal) => "healthy",
        not null when status.EndsWith("(unhealthy)", StringComparison.Ordinal) => "unhealthy",
        not null when status.EndsWith("(health: starting)", StringComparison.Ordinal) => "starting",
        _ => "none",
    };

    private static Dictionary<string, IDictionary<string, bool>>? LabelFilter(string? label) =>
        label is null ? null : new() { ["label"] = new Dictionary<string, bool> { [label] = true } };

    private static async Task IgnoreMissingAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (DockerApiException e) when (e.StatusCode == System.Net.HttpStatusCode.NotFound
            || (e.StatusCode == System.Net.HttpStatusCode.Conflict && EngineErrors.Message(e).Contains("is already in progress", StringComparison.Ordinal)))
        {
            // Gone, or going: what was asked for.
        }
    }

    /// <summary>A change that was sent is not cut off: the engine would carry it out all the same, after the clean-up has looked.</summary>
    private async Task<T> ChangeAsync<T>(string what, object? target, Func<CancellationToken, Task<T>> change, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var patience = new CancellationTokenSource();
        await using var stopped = cancellationToken.Register(() => patience.CancelAfter(s_patience));
        return await CallAsync(what, target, () => change(patience.Token));
    }

    private async Task<T> CallAsync<T>(string what, object? target, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (DockerApiException e)
        {
            throw EngineErrors.Refused(target is string { Length: 64 } id ? $"{what} {id[..12]}" : what, target, e);
        }
        catch (Exception e) when (EngineErrors.IsConnectionFault(e))
        {
            throw EngineErrors.Unavailable(Info.Address, e);
        }
    }
}
