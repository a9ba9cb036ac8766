using Docker.DotNet;
using Docker.DotNet.Models;

namespace Mem0Observability.Docker;

internal sealed partial class DockerEngine
{
    public Task<IReadOnlyList<NetworkInfo>> ListNetworksAsync(string? label, CancellationToken cancellationToken) =>
        CallAsync<IReadOnlyList<NetworkInfo>>("list networks", null, async () =>
        {
            var networks = await client.Networks.ListNetworksAsync(new NetworksListParameters { Filters = LabelFilter(label)! }, cancellationToken);
            return [.. networks.Select(n => new NetworkInfo(n.ID, n.Name, n.Labels?.AsReadOnly() ?? new Dictionary<string, string>().AsReadOnly()))];
        });

    public Task<string> CreateNetworkAsync(string name, string? driver, bool isInternal, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) =>
        ChangeAsync($"create network '{name}'", name, async token => (await client.Networks.CreateNetworkAsync(
            new NetworksCreateParameters { Name = name, Driver = driver!, Internal = isInternal, Labels = labels.ToDictionary() }, token)).ID, cancellationToken);

    public Task ConnectNetworkAsync(string network, string containerId, IReadOnlyList<string> aliases, CancellationToken cancellationToken) =>
        ChangeAsync($"connect a container to network '{network}'", network, async token =>
        {
            var endpoint = new NetworkConnectParameters { Container = containerId, EndpointConfig = new EndpointSettings { Aliases = [.. aliases] } };
            try
            {
                await client.Networks.ConnectNetworkAsync(network, endpoint, token);
            }
            catch (DockerApiException e) when (EngineErrors.Message(e).Contains("already exists in network", StringComparison.Ordinal))
            {
                // Connected by somebody else in the meantime: what was asked for.
            }

            return true;
        }, cancellationToken);

    public Task DisconnectNetworkAsync(string network, string containerId, CancellationToken cancellationToken) =>
        ChangeAsync($"disconnect a container from network '{network}'", network, async token =>
        {
            var parameters = new NetworkDisconnectParameters { Container = containerId, Force = true };
            try
            {
                await client.Networks.DisconnectNetworkAsync(network, parameters, token);
            }
            catch (DockerApiException e) when (e.StatusCode == System.Net.HttpStatusCode.NotFound || EngineErrors.Message(e).Contains("is not connected", StringComparison.Ordinal))
            {
                // Not connected: what was asked for.
            }

            return true;
        }, cancellationToken);

    public Task RemoveNetworkAsync(string id, CancellationToken cancellationToken) =>
        ChangeAsync("remove network", id, async token =>
        {
            await IgnoreMissingAsync(() => client.Networks.DeleteNetworkAsync(id, token));
            return true;
        }, cancellationToken);

    public Task<IReadOnlyList<VolumeInfo>> ListVolumesAsync(string? label, CancellationToken cancellationToken) =>
        CallAsync<IReadOnlyList<VolumeInfo>>("list volumes", null, async () =>
        {
            var volumes = await client.Volumes.ListAsync(new VolumesListParameters { Filters = LabelFilter(label)! }, cancellationToken);
            return [.. (volumes.Volumes ?? []).Select(v => new VolumeInfo(v.Name, v.Labels?.AsReadOnly() ?? new Dictionary<string, string>().AsReadOnly()))];
        });

    public Task CreateVolumeAsync(string name, string? driver, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) =>
        ChangeAsync($"create volume '{name}'", name, token =>
            client.Volumes.CreateAsync(new VolumesCreateParameters { Name = name, Driver = driver!, Labels = labels.ToDictionary() }, token), cancellationToken);

    public Task RemoveVolumeAsync(string name, CancellationToken cancellationToken) =>
        ChangeAsync($"remove volume '{name}'", name, async token =>
        {
            await IgnoreMissingAsync(() => client.Volumes.RemoveAsync(name, force: true, token));
            return true;
        }, cancellationToken);
}
