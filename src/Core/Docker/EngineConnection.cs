using Docker.DotNet;
using Docker.DotNet.Models;
using Mem0Observability.Model;
using Version = System.Version;

namespace Mem0Observability.Docker;

/// <summary>Finds the engine (DOCKER_HOST, the docker context, the platform's default) and agrees on an API version.</summary>
internal static class EngineConnection
{
    /// <summary>Docker 20.10, the oldest engine that distributions still ship.</summary>
    internal static readonly Version OldestApi = new(1, 41);

    /// <summary>The newest API that the requests made here were written against; a newer engine is asked in this one.</summary>
    private static readonly Version s_newestApi = new(1, 47);

    private static readonly TimeSpan s_answerLimit = TimeSpan.FromSeconds(10);

    public static Task<IContainerEngine> OpenAsync(CancellationToken cancellationToken) => OpenAsync(null, cancellationToken);

    /// <param name="address">The engine's address; null finds it.</param>
    internal static async Task<IContainerEngine> OpenAsync(Uri? address, CancellationToken cancellationToken)
    {
        var endpoint = address ?? FindEndpoint();
        if (endpoint.Scheme is not ("unix" or "npipe" or "tcp" or "http" or "https"))
        {
            throw new StackException("EngineTransportUnsupported", StackErrorCategory.ResourceUnavailable,
                $"The engine address {endpoint} uses '{endpoint.Scheme}', which is not supported. Forward it to a local socket, for example: ssh -L /tmp/docker.sock:/var/run/docker.sock <host>, then set DOCKER_HOST=unix:///tmp/docker.sock.", endpoint);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_answerLimit);
        try
        {
            // Without a version in its requests, a client is answered in the engine's own.
            var client = new DockerClientBuilder().WithEndpoint(endpoint).WithTimeout(Timeout.InfiniteTimeSpan).Build();
            try
            {
                var version = await client.System.GetVersionAsync(limit.Token);
                var api = Negotiate(version, endpoint);
                var info = new EngineInfo(endpoint.ToString(), version.Version, api, endpoint.Scheme is "unix" or "npipe" || endpoint.IsLoopback);
                if (api.ToString() == version.APIVersion) return new DockerEngine(client, info);
                client.Dispose();
                return new DockerEngine(new DockerClientBuilder().WithEndpoint(endpoint).WithApiVersion(api).WithTimeout(Timeout.InfiniteTimeSpan).Build(), info);
            }
            catch
            {
                client.Dispose();
                throw;
            }
        }
        catch (Exception e) when (EngineErrors.IsConnectionFault(e) || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw EngineErrors.Unavailable(endpoint.ToString(), e);
        }
    }

    private static Uri FindEndpoint()
    {
        try
        {
            return DockerConfig.Instance.GetEndpoint();
        }
        catch (Exception e) when (e is IOException or System.Text.Json.JsonException or UriFormatException or InvalidOperationException or DockerConfigurationException or SshDockerEndpointNotSupportedException)
        {
            throw new StackException("EngineContextInvalid", StackErrorCategory.InvalidData,
                $"The Docker context could not be read: {e.Message} Set DOCKER_HOST, or repair it with: docker context use default.", null, e);
        }
    }

    private static Version Negotiate(VersionResponse version, Uri endpoint)
    {
        if (!Version.TryParse(version.APIVersion, out var offered) || offered < OldestApi)
        {
            throw new StackException("EngineTooOld", StackErrorCategory.ResourceUnavailable,
                $"The engine at {endpoint} is {version.Version} with API {version.APIVersion}; API {OldestApi} (Docker 20.10) or later is needed.", endpoint);
        }

        var api = offered < s_newestApi ? offered : s_newestApi;
        return Version.TryParse(version.MinAPIVersion, out var oldest) && oldest > api ? oldest : api;
    }
}
