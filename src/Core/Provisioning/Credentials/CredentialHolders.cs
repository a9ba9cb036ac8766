using System.Runtime.CompilerServices;
using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Model;
using Mem0Observability.Stack;

namespace Mem0Observability.Provisioning.Credentials;

/// <summary>The running services that have a secret mounted. A file that is replaced is seen by a container only when it is made anew.</summary>
internal sealed class CredentialHolders(IContainerEngine engine, ComposeProject project, DeploymentOptions options)
{
    /// <summary>In the order of the compose file: a server before those that ask it.</summary>
    public async Task<IReadOnlyList<(ServiceSpec Service, ContainerInfo Container)>> FindAsync(string secretFile, CancellationToken cancellationToken)
    {
        IReadOnlyList<ContainerInfo> containers = await engine.ListContainersAsync(StackLabels.Of(project.Name), cancellationToken);
        return
        [
            .. from service in project.Services.Values
               where service.Mounts.Any(m => m.Origin == "secret" && m.Source is not null && Path.GetFullPath(m.Source) == Path.GetFullPath(secretFile))
               from container in containers
               // What has run and ended reads the new secret when it runs again.
               where container.State == "running" && container.Labels.GetValueOrDefault(StackLabels.Service) == service.Name
               select (service, container),
        ];
    }

    /// <summary>One service alone: whatever else differs from the file is the business of Start-Mem0Monitoring.</summary>
    public async IAsyncEnumerable<StackItem> ReplaceAsync(ServiceSpec service, ContainerInfo container, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Networks that it was attached to by name are not in the file.
        IEnumerable<string> joined = container.Networks.Except(project.Networks.Values.Select(n => n.Name));
        DeploymentOptions own = options with { Mem0Networks = [.. options.Mem0Networks.Union(joined)] };
        DeploymentPlan plan = await new Planner(engine, project, own).PlanAsync(cancellationToken);
        plan = plan with
        {
            Images = [],
            Networks = [],
            Volumes = [],
            Orphans = [],
            Services = [.. plan.Services.Where(s => s.Spec.Name == service.Name)],
            Joins = [.. plan.Joins.Where(j => j.Service == service.Name)],
        };
        await foreach (StackItem item in new Deployer(engine, own).ApplyAsync(plan, cancellationToken).WithCancellation(cancellationToken))
            yield return item;
    }
}
