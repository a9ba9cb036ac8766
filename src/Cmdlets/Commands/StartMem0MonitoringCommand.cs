using System.Management.Automation;
using Mem0Observability.Docker;
using Mem0Observability.Model;
using Mem0Observability.Notifications;
using Mem0Observability.Stack;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsLifecycle.Start, "Mem0Monitoring", SupportsShouldProcess = true)]
[OutputType(typeof(ServiceStatus))]
public sealed class StartMem0MonitoringCommand : DeployCommand
{
    [Parameter(Position = 0)]
    [ValidateSet(StackProfiles.Full, StackProfiles.Lite)]
    public string Profile { get; set; } = StackProfiles.Full;

    [Parameter]
    [ValidateSet(ImageSources.Auto, ImageSources.Official, ImageSources.Distribution)]
    public string ImageSource { get; set; } = ImageSources.Auto;

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(Completers.NetworkCompleter))]
    public string[] Mem0Network { get; set; } = [];

    [Parameter]
    public NotificationChannel[]? NotificationChannel { get; set; }

    protected override void ProcessRecord()
    {
        var files = Files();
        // Read first: a mistake in a file or a channel is said without an engine.
        var channels = Await(_ => Task.FromResult(Channels(files)));
        files = files.WithChannels(channels.Mounted);
        using var turn = Await(_ => Task.FromResult(ProjectLock.Take(files.StateDirectory, ProjectName)));
        using var engine = Await(EngineConnection.OpenAsync);
        var choice = Await(token => ImageSources.ResolveAsync(engine, files, Profile, ImageSource, token));
        WriteVerbose($"Image source: {choice.Source} ({choice.Reason}).");
        if (choice.IsFallback) WriteWarning($"Images are built from the distribution's packages: {choice.Reason}.");

        var options = new DeploymentOptions(files.StateDirectory, choice.Source, [.. KnownNetworks, .. Mem0Network], new HashSet<string>(), TimeSpan.FromSeconds(TimeoutSeconds));
        if (Deploy(engine, files.ReadMonitoring(Profile, choice.Source), options, channels)) WriteServices(engine, ProjectName);
    }

    private ChannelChange Channels(StackFiles files)
    {
        var project = files.ReadMonitoring(Profile, ImageSources.Official);
        var wanted = NotificationChannel is null ? null : new ChannelReader(p => SessionState.Path.GetUnresolvedProviderPathFromPSPath(p)).Read(NotificationChannel);
        return new(new(files.StateDirectory), wanted, files.AlertmanagerPath, project);
    }
}
