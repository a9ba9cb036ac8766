namespace Mem0Observability.Provisioning.Credentials;

/// <summary>The side that checks a secret.</summary>
internal interface ICredentialStore
{
    /// <returns>Null where it does not say: it lets everybody in, or cannot be asked.</returns>
    Task<bool?> AcceptsAsync(string secret, CancellationToken cancellationToken);

    /// <returns>Null where it is done; else what its owner has to do, without the secret.</returns>
    Task<string?> ChangeAsync(string current, string next, CancellationToken cancellationToken);

    /// <summary>Whether the holder gets in, now that it has started with the new secret. Asked where an owner had to do it, and may have by now.</summary>
    Task<bool> LetsHolderInAsync(CancellationToken cancellationToken) => Task.FromResult(true);
}
