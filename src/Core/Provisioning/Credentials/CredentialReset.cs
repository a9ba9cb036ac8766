using System.Threading.Channels;
using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Model;
using Mem0Observability.Stack;

namespace Mem0Observability.Provisioning.Credentials;

/// <summary>Gives a credential a new secret on both sides: first where it is checked, then in its file, then in the services that hold it.</summary>
/// <param name="store">The side that checks, given the first holder.</param>
internal sealed class CredentialReset(
    IContainerEngine engine, CredentialHolders holders, string secretFolder, Func<Credential, ServiceSpec, ContainerInfo, ICredentialStore> store, TimeProvider time)
{
    private const string Activity = "Changing credentials";

    /// <summary>One after the other; what goes wrong with one does not stop the others.</summary>
    public IAsyncEnumerable<StackItem> RunAsync(IReadOnlyList<Credential> credentials, CancellationToken cancellationToken) => ItemStream.RunAsync(
        async (items, token) =>
        {
            foreach (Credential credential in credentials)
            {
                try
                {
                    items.TryWrite(new OutputItem(await ResetAsync(credential, items, token)));
                }
                catch (StackException e)
                {
                    items.TryWrite(new ErrorItem(e));
                }
            }
        },
        cancellationToken);

    private async Task<CredentialResult> ResetAsync(Credential credential, ChannelWriter<StackItem> items, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        var secret = new SecretRotation(secretFolder, credential.Secret);
        IReadOnlyList<(ServiceSpec Service, ContainerInfo Container)> held = await holders.FindAsync(secret.Path, cancellationToken);
        if (held.Count == 0)
        {
            throw new StackException(
                "CredentialMissing", StackErrorCategory.ObjectNotFound, $"No running service holds '{credential.Name}'. Does this stack have it? See: Get-Mem0Monitoring", credential.Name);
        }

        ICredentialStore side = store(credential, held[0].Service, held[0].Container);
        items.TryWrite(new ProgressItem(Activity, $"{credential.Name}: telling the other side"));
        string? todo = await ChangeAsync(credential, side, secret, held, cancellationToken);
        if (todo is not null && !secret.WasBegun)
            return Result(CredentialOutcome.Pending, todo, []);

        secret.Promote();
        IReadOnlyList<string> replaced = await ReplaceAsync(credential, held, items, cancellationToken);
        // The owner was asked to before, and may have done it by now.
        if (todo is not null && !await side.LetsHolderInAsync(cancellationToken))
        {
            secret.PutBack();
            return Result(CredentialOutcome.Pending, $"The new secret is not known there yet, so the old one is back. {todo}", await ReplaceAsync(credential, held, items, cancellationToken));
        }

        string seen = await ProveAsync(credential, side, secret, cancellationToken);
        secret.Forget();
        return Result(CredentialOutcome.Rotated, seen, replaced);

        CredentialResult Result(CredentialOutcome outcome, string reason, IReadOnlyList<string> services) =>
            new(credential.Name, outcome, reason, services, secret.Path, time.GetElapsedTime(start));
    }

    private async Task<IReadOnlyList<string>> ReplaceAsync(
        Credential credential, IReadOnlyList<(ServiceSpec Service, ContainerInfo Container)> held, ChannelWriter<StackItem> items, CancellationToken cancellationToken)
    {
        try
        {
            foreach ((ServiceSpec service, ContainerInfo container) in held)
            {
                items.TryWrite(new ProgressItem(Activity, $"{credential.Name}: replacing {service.Name}"));
                await foreach (StackItem item in holders.ReplaceAsync(service, container, cancellationToken))
                    items.TryWrite(item);
            }
        }
        finally
        {
            // One that could not be replaced is back as it was: stopped, where it was stopped above.
            await Task.WhenAll(held.Select(h => StartAsync(h.Container.Id)));
        }

        return [.. held.Select(h => h.Service.Name)];
    }

    private async Task StartAsync(string id)
    {
        if (await engine.InspectContainerAsync(id, CancellationToken.None) is { State: "exited" })
            await engine.StartContainerAsync(id, CancellationToken.None);
    }

    /// <returns>Null where the other side has the new secret; else what its owner has to do.</returns>
    private async Task<string?> ChangeAsync(
        Credential credential, ICredentialStore side, SecretRotation secret, IReadOnlyList<(ServiceSpec Service, ContainerInfo Container)> held, CancellationToken cancellationToken)
    {
        // A run that ended between telling the other side and writing the file.
        if (secret.WasBegun && await side.AcceptsAsync(secret.Next, cancellationToken) == true)
            return null;

        secret.Keep();
        List<string> stopped = [];
        bool changed = false;
        try
        {
            foreach ((_, ContainerInfo container) in credential.LosesData ? held : [])
            {
                stopped.Add(container.Id);
                await engine.StopContainerAsync(container.Id, null, cancellationToken);
            }

            string? todo = await side.ChangeAsync(secret.Current, secret.Next, cancellationToken);
            changed = todo is null;
            return todo;
        }
        finally
        {
            // Whatever happened to the caller's token: nothing stays down.
            if (!changed)
                await Task.WhenAll(stopped.Select(id => engine.StartContainerAsync(id, CancellationToken.None)));
        }
    }

    /// <summary>The new one opens, and the old one, as the control, does not.</summary>
    private static async Task<string> ProveAsync(Credential credential, ICredentialStore side, SecretRotation secret, CancellationToken cancellationToken)
    {
        switch (await side.AcceptsAsync(secret.Next, cancellationToken))
        {
            case null:
                return credential.Side == CredentialSide.Otlp
                    ? "In the file. The intake asks nobody for it (OTLP_TOKEN_FILE is not set), so there is nothing to prove."
                    : "In the file and in use. Whether the other side refuses the old one could not be asked.";
            case false:
                throw Unproved(credential, "is refused", secret);
        }

        if (await side.AcceptsAsync(secret.Current, cancellationToken) == true)
            throw Unproved(credential, "is accepted, and so is the old one", secret);
        return credential.Side == CredentialSide.Otlp
            ? "The new one is accepted, the old one is not. Give it to the applications that send telemetry from now on."
            : "The new one is accepted, the old one is not.";
    }

    private static StackException Unproved(Credential credential, string seen, SecretRotation secret) => new(
        "CredentialNotProved",
        StackErrorCategory.InvalidResult,
        $"The new secret of '{credential.Name}' {seen}. It is in {secret.Path}, the old one in {secret.Path}.previous. Run this again.",
        credential.Name);
}
