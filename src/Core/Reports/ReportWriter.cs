using System.Runtime.CompilerServices;
using Mem0Observability.Checks.Reports;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Reports;

/// <summary>Works for <c>Export-Mem0Report</c>: asks everything, and writes one file, whole or not at all.</summary>
internal sealed class ReportWriter(SignalSources sources, TimeProvider time)
{
    /// <summary>Rates look back five minutes; of less there is nothing to report.</summary>
    private static readonly TimeSpan s_shortest = TimeSpan.FromMinutes(5);

    public async IAsyncEnumerable<StackItem> RunAsync(
        string path, SearchWindow window, bool overwrite, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (window.End - window.Start < s_shortest)
        {
            throw new StackException(
                "ReportRangeInvalid", StackErrorCategory.InvalidArgument, $"The range from {window.Start:O} to {window.End:O} is too short for a report: five minutes are the least.", window.Start);
        }

        if (!overwrite && Path.Exists(path))
            throw new StackException("ReportExists", StackErrorCategory.ResourceBusy, $"'{path}' exists. Choose another name, or use -Force to overwrite it.", path);

        yield return new ProgressItem("Report", "asking for objectives, incidents and figures");
        ReportData data = await new ReportCollector(sources, time).CollectAsync(window.Start, window.End, cancellationToken);
        foreach (string missing in data.Missing)
            yield return new WarningItem($"The report is incomplete. {missing}");

        string page = ReportPage.Write(data);
        await ReportFile.WriteAsync(path, page, cancellationToken);
        yield return new OutputItem(new MonitoringReport(
            path,
            new FileInfo(path).Length,
            data.Start,
            data.End,
            data.Levels?.Count(l => l.State == "met"),
            data.Levels?.Count(l => l.State == "missed"),
            data.Incidents?.Count,
            data.Slower.Count + data.Failing.Count,
            data.Missing,
            ReportText.Summary(data)));
    }
}
