#pragma warning disable RS0030 // a host writes to the console
using System.Runtime.InteropServices;
using Mem0Observability.Tests.Benchmarks;
using Mem0Observability.Tests.Benchmarks.Pages;
using Mem0Observability.Tests.Benchmarks.Telemetry;

// Prints one line per measure at the end: bench <name> <value> <unit> [vs <peer> <ratio>]. Names select measures; none means all.
if (args.FirstOrDefault(a => !Report.Names.Contains(a)) is { } unknown)
{
    Console.Error.WriteLine($"There is no measure '{unknown}'. Known: {string.Join(", ", Report.Names)}.");
    return 2;
}

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var report = new Report(args);
var bench = report.Wants([.. Report.StackNames, .. Report.PageNames]) ? new BenchStack() : null;
try
{
    if (report.Wants(Report.TelemetryNames)) await TelemetryBench.MeasureAsync(report, stop.Token);
    if (report.Wants(Report.InstrumentationNames)) await Instrumentation.MeasureAsync(report, stop.Token);
    if (bench is not null) await MeasureStackAsync(bench);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("Stopped.");
    return 130;
}
finally
{
    if (bench is not null) await bench.RemoveEverythingAsync();
    report.Print();
}

return report.Failed ? 1 : 0;

async Task MeasureStackAsync(BenchStack stack)
{
    if (report.Wants("import")) await StartUp.MeasureAsync(report, stop.Token);
    if (report.Wants("deploy_cold", "deploy_noop", "remove")) await Deployments.MeasureAsync(stack, report, stop.Token);
    if (report.Wants("lite_idle_rss", "drill_received", "drill_resolved", "verify")) await RunningStack.MeasureAsync(stack, report, stop.Token);
    if (report.Wants(Report.PageNames)) await PagesBench.MeasureAsync(report, stop.Token);
}

// The first one stops the measuring, so that everything that was started is removed; the second one ends the process.
void Stop(PosixSignalContext context)
{
    context.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}
