using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Model;

namespace Mem0Observability.Stack;

/// <summary>Whether the engine's disk has room for images and data, and is not so full that Elasticsearch stops writing.</summary>
internal static class DiskPrerequisite
{
    private const long Mebibyte = 1024 * 1024;

    public static PrerequisiteResult Check(ComposeProject project, MachineInfo machine)
    {
        // Another user's engine keeps its files where we may not look; its nearest visible parent is on the same disk in all but odd set-ups.
        var folder = machine.RootDirectory;
        while (!Directory.Exists(folder)) folder = Path.GetDirectoryName(folder)!;
        var drive = new DriveInfo(folder);
        return Judge(project, drive.AvailableFreeSpace, drive.TotalSize, machine.RootDirectory);
    }

    internal static PrerequisiteResult Judge(ComposeProject project, long free, long total, string folder)
    {
        var observed = $"{free / Mebibyte} MiB free in {folder}, {100 * (total - free) / Math.Max(total, 1)} % of the disk used";
        return project.Services.TryGetValue(Prerequisites.Elasticsearch, out var elasticsearch)
            ? WithElasticsearch(elasticsearch, free, total, observed)
            : Room(free, observed, new(2048 * Mebibyte, 8192 * Mebibyte, "images, and Prometheus' 4 GB of data"));
    }

    /// <summary>It compares the whole disk, not what it uses itself.</summary>
    private static PrerequisiteResult WithElasticsearch(ServiceSpec service, long free, long total, string observed)
    {
        const string Fix = "Free space: docker system prune, or move the engine's data-root to a larger disk.";
        var flood = Watermark.Of(service, "flood_stage", "95%").Free(total);
        if (free <= flood)
        {
            return new("disk", CheckOutcome.Failed, observed, $"more than {flood / Mebibyte} MiB free: with less, Elasticsearch makes its indices read-only, and no log or trace is stored until there is room again", Fix);
        }

        // Unpacked images are about 7 GB.
        var room = Room(free, observed, new(8192 * Mebibyte, 24576 * Mebibyte, "images, Prometheus' 4 GB, logs and traces in Elasticsearch"));
        var high = Watermark.Of(service, "high", "90%").Free(total);
        return room.Outcome == CheckOutcome.Failed || free > high
            ? room
            : new("disk", CheckOutcome.Warning, observed, $"more than {high / Mebibyte} MiB free: with less, Elasticsearch puts no new index on this disk, and with {flood / Mebibyte} MiB it stops writing", Fix);
    }

    private static PrerequisiteResult Room(long free, string observed, Need need)
    {
        var outcome = free < need.Least ? CheckOutcome.Failed : free < need.Good ? CheckOutcome.Warning : CheckOutcome.Passed;
        return new("disk", outcome, observed, $"{need.Good / Mebibyte} MiB ({need.What})", outcome == CheckOutcome.Passed ? "" : "Free space: docker system prune, or move the engine's data-root.");
    }

    private sealed record Need(long Least, long Good, string What);
}
