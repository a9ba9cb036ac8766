namespace Mem0Observability.Provisioning;

/// <summary>What an Elasticsearch of this stack needs before anything writes to it.</summary>
internal static class ElasticProvisioning
{
    public const string PasswordSecret = "elastic_password";

    /// <exception cref="Model.StackException">A file is wrong; said before anything is sent.</exception>
    public static IReadOnlyList<ProvisioningStep> Steps(ElasticAdmin admin, ProvisioningFiles files, SecretFiles secrets)
    {
        files.ThrowIfMissing();
        return
        [
            new ProvisioningStep("elasticsearch", "wait until it answers", async token =>
            {
                await admin.WaitAsync(token);
                return StepOutcome.Unchanged;
            }),
            ElasticUser.BuiltIn(admin, secrets, "kibana_system", "kibana_system_password"),
            .. ElasticObjects.All.SelectMany(kind => files.Json(kind.Folder).Select(file => kind.Step(admin, file.Name, file.Document))),
            .. files.Json("users").Select(file => ElasticUser.Step(admin, secrets, file.Name, file.Document)),
        ];
    }
}
