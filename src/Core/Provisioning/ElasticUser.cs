using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mem0Observability.Provisioning;

/// <summary>A user with roles, and with the password that a secret file holds. The password is only sent where it is not right.</summary>
internal static class ElasticUser
{
    /// <summary>In a user's file: the name of the secret with the password.</summary>
    private const string SecretMember = "password_secret";

    public static ProvisioningStep Step(ElasticAdmin admin, SecretFiles secrets, string name, JsonObject document)
    {
        if (document[SecretMember] is not JsonValue value || value.GetValueKind() != JsonValueKind.String)
            throw ProvisioningFiles.Invalid($"users/{name}.json", $"'{SecretMember}' must name a secret");

        string secret = value.GetValue<string>();
        return new ProvisioningStep($"user {name}", $"its roles, and the password in secret {secret}", token => EnsureAsync(admin, name, document, secrets.Read(secret), token));
    }

    /// <summary>Kibana's own user, which Elasticsearch has from the start, without a password that anybody knows.</summary>
    public static ProvisioningStep BuiltIn(ElasticAdmin admin, SecretFiles secrets, string name, string secret) => new(
        $"password {name}",
        $"from secret {secret}",
        async token => await EnsurePasswordAsync(admin, name, secrets.Read(secret), token) ? StepOutcome.Updated : StepOutcome.Unchanged);

    private static async Task<StepOutcome> EnsureAsync(ElasticAdmin admin, string name, JsonObject document, string password, CancellationToken cancellationToken)
    {
        string path = $"_security/user/{Uri.EscapeDataString(name)}";
        string doing = $"user '{name}'";
        JsonObject body = document.DeepClone().AsObject();
        body.Remove(SecretMember);
        body.TryAdd("enabled", true);
        body = Fingerprint.Mark(body, "metadata");
        JsonNode? seen = (await admin.FindAsync(path, doing, cancellationToken))?[name];
        if (seen is null)
        {
            body["password"] = password;
            await admin.SendAsync(HttpMethod.Put, path, body, doing, cancellationToken);
            return StepOutcome.Created;
        }

        bool same = JsonContainment.IsIn(body, seen);
        // Without a password in it, this leaves the password as it is.
        if (!same)
            await admin.SendAsync(HttpMethod.Put, path, body, doing, cancellationToken);
        bool changed = await EnsurePasswordAsync(admin, name, password, cancellationToken);
        return same && !changed ? StepOutcome.Unchanged : StepOutcome.Updated;
    }

    /// <returns>Whether it had to be set.</returns>
    private static async Task<bool> EnsurePasswordAsync(ElasticAdmin admin, string name, string password, CancellationToken cancellationToken)
    {
        if (await admin.IsPasswordAsync(name, password, cancellationToken))
            return false;

        await admin.SetPasswordAsync(name, password, cancellationToken);
        return true;
    }
}
