using Docker.DotNet;
using Docker.DotNet.Models;
using Mem0Observability.Model;

namespace Mem0Observability.Docker;

internal sealed partial class DockerEngine
{
    public Task<ImageInfo?> FindImageAsync(string reference, CancellationToken cancellationToken) =>
        CallAsync<ImageInfo?>($"inspect image '{reference}'", reference, async () =>
        {
            try
            {
                var image = await client.Images.InspectImageAsync(reference, cancellationToken);
                return new(image.ID, image.Config?.Labels?.AsReadOnly() ?? new Dictionary<string, string>().AsReadOnly());
            }
            catch (DockerImageNotFoundException)
            {
                return null;
            }
        });

    public async Task<string?> ProbeRegistryAsync(string reference, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);
        try
        {
            await client.Distribution.InspectAsync(reference, timeout.Token);
            return null;
        }
        catch (DockerApiException e)
        {
            return EngineErrors.Message(e);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no answer within {limit.TotalSeconds:0} s";
        }
        catch (Exception e) when (EngineErrors.IsConnectionFault(e))
        {
            throw EngineErrors.Unavailable(Info.Address, e);
        }
    }

    public Task PullImageAsync(string reference, IProgress<string> progress, CancellationToken cancellationToken) =>
        CallAsync($"pull image '{reference}'", reference, async () =>
        {
            string? failure = null;
            var messages = new MessageProgress(m =>
            {
                failure ??= m.Error?.Message;
                if (m.Status is { Length: > 0 } status) progress.Report(m.ID is null ? status : $"{status} {m.ID}");
            });
            try
            {
                await client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = reference }, new AuthConfig(), messages, cancellationToken);
            }
            catch (DockerApiException e)
            {
                failure = EngineErrors.Message(e);
            }

            return failure is null ? true : throw new StackException("ImagePullFailed", StackErrorCategory.ResourceUnavailable,
                $"Image '{reference}' could not be pulled: {failure.TrimEnd('.')}.", reference);
        });

    public Task BuildImageAsync(ImageBuild build, IProgress<string> progress, CancellationToken cancellationToken) =>
        CallAsync($"build image '{build.Reference}'", build.Reference, async () =>
        {
            var parameters = new ImageBuildParameters
            {
                Tags = [build.Reference],
                Dockerfile = BuildContext.DockerfileName(build),
                BuildArgs = build.Args.ToDictionary(),
                Labels = build.Labels.ToDictionary(),
                Target = build.Target,
                Remove = true,
                ForceRemove = true,
            };
            string? failure = null;
            var tail = new Queue<string>();
            var messages = new MessageProgress(m =>
            {
                failure ??= m.Error?.Message;
                foreach (var line in (m.Stream ?? m.Status ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                {
                    tail.Enqueue(line);
                    if (tail.Count > 15) tail.Dequeue();
                    progress.Report(line);
                }
            });
            await using var context = BuildContext.Open(build, cancellationToken);
            await client.Images.BuildImageFromDockerfileAsync(parameters, context, [], new Dictionary<string, string>(), messages, cancellationToken);
            return failure is null ? true : throw new StackException("ImageBuildFailed", StackErrorCategory.InvalidResult,
                $"Image '{build.Reference}' could not be built from {build.Context}: {failure}\n{string.Join('\n', tail)}", build.Reference);
        });

    public Task ImportImageAsync(string reference, Stream rootfs, CancellationToken cancellationToken) =>
        CallAsync($"import image '{reference}'", reference, async () =>
        {
            var separator = reference.LastIndexOf(':');
            var parameters = new ImagesCreateParameters { FromSrc = "-", Repo = reference[..separator], Tag = reference[(separator + 1)..] };
            string? failure = null;
            await client.Images.CreateImageAsync(parameters, rootfs, new AuthConfig(), new MessageProgress(m => failure ??= m.Error?.Message), cancellationToken);
            return failure is null ? true : throw new StackException("ImageImportFailed", StackErrorCategory.InvalidResult, $"Image '{reference}' could not be imported: {failure}", reference);
        });

    /// <summary>Unlike <see cref="Progress{T}"/>, reports on the reading thread, so that the last message is seen before the call returns.</summary>
    private sealed class MessageProgress(Action<JSONMessage> report) : IProgress<JSONMessage>
    {
        public void Report(JSONMessage value) => report(value);
    }
}
