using Mem0Observability.Model;

namespace Mem0Observability.Checks;

/// <summary>Every service has a container that runs and is healthy.</summary>
internal sealed class ContainersCheck : ICheck
{
    /// <summary>A restart that is longer ago is history; the alerts have told of it.</summary>
    private static readonly TimeSpan s_recentRestart = TimeSpan.FromMinutes(10);

    public string Name => "containers";

    public IAsyncEnumerable<CheckResult> RunAsync(CheckContext context, CancellationToken cancellationToken) =>
        Run(context).ToAsyncEnumerable();

    private IEnumerable<CheckResult> Run(CheckContext context)
    {
        foreach (ScopedService service in context.Scope)
        {
            foreach (CheckResult result in Judge(context, service))
                yield return result;
        }

        foreach (ServiceStatus container in Others(context))
            yield return Judge(context, container, container.Service);

        string id = context.NewControlId();
        var control = new ScopedService(NegativeControl.Service(id), CheckScope.Containers(context.Services, id));
        yield return NegativeControl.Judge(id, Judge(context, control).First());
    }

    /// <summary>The stack's services that the matrix does not name; other containers of mem0's projects are not ours to judge.</summary>
    private static IEnumerable<ServiceStatus> Others(CheckContext context)
    {
        HashSet<string> required = [.. context.Matrix.Services.Where(s => !s.Optional).Select(s => s.Container)];
        HashSet<string> projects = [.. context.Services.Where(s => required.Contains(s.Service)).Select(s => s.Project)];
        HashSet<string> named = [.. context.Matrix.Services.Select(s => s.Container)];
        return context.Services.Where(s => projects.Contains(s.Project) && !named.Contains(s.Service));
    }

    private IEnumerable<CheckResult> Judge(CheckContext context, ScopedService service)
    {
        if (service.Containers.Count == 0)
            return [WithoutContainer(context, service)];

        bool several = service.Containers.Count > 1;
        return service.Containers.Select(c => Judge(context, c, several ? $"{c.Project}/{service.Name}" : service.Name));
    }

    private CheckResult WithoutContainer(CheckContext context, ScopedService service)
    {
        var verdict = new Verdict(Name, service.Name, context.Time);
        if (service.RunsElsewhere)
            return verdict.Passed("It is scraped, and runs in no container that this engine knows.");

        return service.IsGone
            ? verdict.Failed("It was monitored within the last hour and is gone: no container. Start it again; if it was removed on purpose, it stops counting after an hour.")
            : verdict.Failed($"Service '{service.Signal.Container}' has no container. Start it: Start-Mem0Monitoring");
    }

    private CheckResult Judge(CheckContext context, ServiceStatus container, string target)
    {
        var verdict = new Verdict(Name, target, context.Time);
        var hop = new SignalHop("container", container.IsUp, null, $"{container.State}, health {container.Health}");
        if (container.State == ServiceStatus.Completed)
            return verdict.Passed("It ran once and ended well.", hop);

        if (container.IsUp)
        {
            bool restarted = container.Restarts > 0 && container.StartedAt > context.Time.GetUtcNow() - s_recentRestart;
            return restarted
                ? verdict.Warning($"Running, but the engine restarted it {container.Restarts} times, last at {container.StartedAt:u}. See: docker logs {ShortId(container)}", hop)
                : verdict.Passed(container.Health == "none" ? "Running; it has no health check." : "Running and healthy.", hop);
        }

        string advice = (container.State, container.Health) switch
        {
            ("missing", _) => "It has no container. Start it: Start-Mem0Monitoring",
            ("created", _) => "Its container was made and has not been started. Start it: Start-Mem0Monitoring",
            ("running", "starting") => "It runs and has not been healthy yet. Wait, or see why: docker logs " + ShortId(container),
            ("running", _) => $"It runs and its health check fails. See: docker logs {ShortId(container)}",
            _ => $"Its container is {container.State}. Its last words: docker logs {ShortId(container)}; start it again: docker start {ShortId(container)}",
        };
        return verdict.Failed(advice, hop);
    }

    private static string ShortId(ServiceStatus container) => container.ContainerId.Length > 12 ? container.ContainerId[..12] : container.ContainerId;
}
