using System.Collections;
using System.Management.Automation;
using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Notifications;
using Mem0Observability.Stack;

namespace Mem0Observability.Commands;

/// <summary>Shared by the commands that deploy: plan, ask, apply, show what is there.</summary>
public abstract class DeployCommand : Mem0Command
{
    /// <summary>Networks of the mem0 and OpenMemory compose projects, and of the demo.</summary>
    internal static readonly string[] KnownNetworks = ["mem0-dev_mem0_network", "openmemory_default", "mem0-demo_mem0_network"];

    [Parameter]
    public string Path { get; set; } = DefaultFolder;

    [Parameter]
    public IDictionary? Variable { get; set; }

    [Parameter]
    [ValidateRange(5, 3600)]
    public int TimeoutSeconds { get; set; } = 120;

    /// <summary>The stack's files that came with the module.</summary>
    internal static string DefaultFolder { get; } = FindFolder();

    private protected StackFiles Files() => StackFiles.In(SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path), ProjectName, EnvironmentWith(Variable));

    /// <summary>Returns false when the user said no or only asked what would happen.</summary>
    private protected bool Deploy(IContainerEngine engine, ComposeProject project, DeploymentOptions options, ChannelChange? channels = null)
    {
        var planner = new Planner(engine, project, options);
        var plan = Await(planner.PlanAsync);
        var agreed = true;
        foreach (var action in (channels?.Actions ?? []).Concat(plan.Actions.Where(a => a.Operation != "Keep")))
        {
            agreed &= ShouldProcess($"{action.Kind} {action.Name} ({action.Reason})", action.Operation);
        }

        if (plan.IsEmpty) agreed = ShouldProcess(project.Name, "Change nothing, everything is as in the file");
        if (IsWhatIf && !plan.IsEmpty) Array.ForEach([.. PlanSummary.Of(plan)], Say);
        if (!agreed) return false;
        // A new secret is part of what a container is made from, so the plan is made again with it.
        if (Await(_ => Task.FromResult(StateFolder.EnsureSecrets(project, options.StateDirectory) | (channels?.Write() ?? false)))) plan = Await(planner.PlanAsync);
        Apply(engine, options, plan, channels);
        return true;
    }

    private void Apply(IContainerEngine engine, DeploymentOptions options, DeploymentPlan plan, ChannelChange? channels)
    {
        var done = false;
        try
        {
            Stream(token => new Deployer(engine, options).ApplyAsync(plan, token));
            Await(_ => Task.FromResult(channels?.Commit()));
            done = true;
        }
        finally
        {
            if (!done) channels?.Discard();
        }
    }

    private bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given) ? ((SwitchParameter)given).IsPresent : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    private protected void WriteServices(IContainerEngine engine, string project)
    {
        foreach (var row in Await(token => StackView.ListAsync(engine, project, token)))
        {
            // The engine says "starting" until its first interval is over; the deployment has just run the same health test, and it passed.
            WriteObject(row.Health == "starting" ? row with { Health = "healthy" } : row);
        }
    }

    /// <summary>The libraries are in the module's <c>bin</c>, or below it where they are precompiled for a platform.</summary>
    private static string FindFolder()
    {
        var folder = new DirectoryInfo(System.IO.Path.GetDirectoryName(typeof(DeployCommand).Assembly.Location)!);
        while (folder.Parent is not null && folder.Name != "bin") folder = folder.Parent;
        return System.IO.Path.Combine(folder.Parent?.FullName ?? folder.FullName, "stack");
    }
}
