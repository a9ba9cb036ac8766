namespace Mem0Observability.Provisioning.Credentials;

/// <summary>A user of Elasticsearch; the superuser changes all, and its own last.</summary>
internal sealed class ElasticCredentialStore(HttpClient http, Uri address, string user, Func<string> superuserPassword, TimeSpan patience, TimeProvider time) : ICredentialStore
{
    private readonly ElasticAdmin _admin = new(http, address, superuserPassword, patience, time);

    public async Task<bool?> AcceptsAsync(string secret, CancellationToken cancellationToken) => await _admin.IsPasswordAsync(user, secret, cancellationToken);

    public async Task<string?> ChangeAsync(string current, string next, CancellationToken cancellationToken)
    {
        await _admin.SetPasswordAsync(user, next, cancellationToken);
        return null;
    }
}
