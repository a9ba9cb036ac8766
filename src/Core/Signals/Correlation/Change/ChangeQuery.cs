using System.Globalization;
using System.Runtime.CompilerServices;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Correlation.Change;

/// <summary>Answers <c>Measure-Mem0Correlation</c>.</summary>
internal sealed class ChangeQuery(IMetricStore store, TimeProvider time)
{
    public async IAsyncEnumerable<StackItem> RunAsync(ChangeRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ChangeReport report = await new ChangeFinder(store, time).FindAsync(request, cancellationToken);
        yield return new VerboseItem($"{store.Address}: {report.Target}");
        yield return new VerboseItem(Summary(report));
        if (report.LeftOut.Cut > 0)
            yield return new WarningItem($"There are more than {CandidateCatalog.MaxSeries} candidates; {report.LeftOut.Cut} series were not looked at. Choose some by -Candidate.");

        foreach (string problem in report.Problems)
            yield return new WarningItem($"Some candidates are missing. {problem}");

        foreach (ChangeFinding finding in report.Findings)
            yield return new OutputItem(finding.Row);
    }

    /// <summary>How many were compared, and why the others were not.</summary>
    public static string Summary(ChangeReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{report.Compared} series compared at {report.Window.Points} moments, {DurationText.Of(report.Window.Step)} apart; left out: {report.LeftOut.Constant} that never change, {report.LeftOut.Short} with too few values, {report.LeftOut.Same} equal to the target.");
}
