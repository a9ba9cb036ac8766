using System.Security.Cryptography;
using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Stack;

namespace Mem0Observability.Provisioning.Credentials;

/// <summary>The exporter's role in mem0's database. Where that is a container beside the exporter, its role is altered there, by psql over the
/// container's own socket; where not, the statement is handed out. Either has a verifier in it and not the password.</summary>
/// <param name="isUp">Whether the exporter reaches the database.</param>
internal sealed class PostgresRole(IContainerEngine engine, ServiceSpec exporter, ContainerInfo container, Func<CancellationToken, Task<bool>> isUp) : ICredentialStore
{
    private string _verifier = "";

    public async Task<bool?> AcceptsAsync(string secret, CancellationToken cancellationToken) =>
        // A role has one password, so that its verifier says which.
        _verifier.Length > 0 && await DatabaseAsync(cancellationToken) is { } database
            ? (await QueryAsync(database, $"SELECT rolpassword = '{_verifier}' FROM pg_authid WHERE rolname = '{User.Replace("'", "''", StringComparison.Ordinal)}'", cancellationToken))?.Output.Trim() == "t"
              && ScramVerifier.Of(secret, Salt(_verifier)) == _verifier
            : null;

    public async Task<string?> ChangeAsync(string current, string next, CancellationToken cancellationToken)
    {
        _verifier = ScramVerifier.Of(next, RandomNumberGenerator.GetBytes(16));
        string statement = $"ALTER ROLE \"{User.Replace("\"", "\"\"", StringComparison.Ordinal)}\" PASSWORD '{_verifier}'";
        if (await DatabaseAsync(cancellationToken) is not { } database)
            return $"No single container on the exporter's networks is '{Host}'. Run this in the database as a superuser, then run this command again: {statement};";

        ExecResult? result = await QueryAsync(database, statement, cancellationToken);
        return result is { ExitCode: 0 }
            ? null
            : $"psql in container '{database.Name}' said: {result?.Output.Trim() ?? "it does not run"}. Run this in the database as a superuser, then run this command again: {statement};";
    }

    public Task<bool> LetsHolderInAsync(CancellationToken cancellationToken) => isUp(cancellationToken);

    private string User => exporter.Environment.GetValueOrDefault("DATA_SOURCE_USER", "mem0_monitor");

    private string Host => exporter.Environment.GetValueOrDefault("DATA_SOURCE_URI", "").Split(':', '/')[0];

    private static byte[] Salt(string verifier) => Convert.FromBase64String(verifier.Split('$', ':')[2]);

    /// <summary>By the name that the exporter calls it; one of several would be a guess.</summary>
    private async Task<ContainerInfo?> DatabaseAsync(CancellationToken cancellationToken)
    {
        ContainerInfo[] found =
        [
            .. (await engine.ListContainersAsync(null, cancellationToken)).Where(c =>
                c.State == "running" && (c.Name == Host || c.Labels.GetValueOrDefault(StackLabels.Service) == Host) && c.Networks.Intersect(container.Networks).Any()),
        ];
        return found.Length == 1 ? found[0] : null;
    }

    private Task<ExecResult?> QueryAsync(ContainerInfo database, string statement, CancellationToken cancellationToken) => engine.ExecAsync(
        database.Id,
        ["sh", "-c", "exec psql -XAtq -v ON_ERROR_STOP=1 -U \"${POSTGRES_USER:-postgres}\" -d \"${POSTGRES_DB:-postgres}\" -c \"$1\"", "sh", statement],
        cancellationToken);
}
