using Mem0Observability.Docker;

namespace Mem0Observability.Stack;

/// <summary>How a person signs in to a service: the user and where the password is. The password itself is not read.</summary>
internal static class SignIn
{
    /// <param name="containers">Of the project; the secret's file is taken from whichever has it mounted, so that it is the one in use.</param>
    public static string To(string service, IReadOnlyList<ContainerInfo> containers)
    {
        (string User, string Secret)? account = service switch
        {
            "grafana" => ("admin", "grafana_admin_password"),
            "observer" => ("", "observer_token"),
            "elasticsearch" or "kibana" => ("elastic", "elastic_password"),
            _ => null,
        };
        return account is var (user, secret) && containers.Select(c => c.Secrets.GetValueOrDefault(secret)).FirstOrDefault(f => f is not null) is { } file
            ? user.Length > 0 ? $"user {user}, password in {file}" : $"token in {file}"
            : "";
    }
}
