using System.Globalization;

namespace Mem0Observability.Tests.Load;

/// <summary>What Linux says of a process.</summary>
internal static class ProcessUsage
{
    private const double TicksPerSecond = 100;

    /// <summary>MB (2^20 bytes).</summary>
    public static double Resident(int process) => Status(process, "VmRSS:");

    /// <summary>The most since <see cref="ForgetPeak"/>.</summary>
    public static double Peak(int process) => Status(process, "VmHWM:");

    public static void ForgetPeak(int process) => File.WriteAllText($"/proc/{process}/clear_refs", "5");

    /// <summary>Processor time so far, seconds.</summary>
    public static double Processor(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        // The program's name, in parentheses, may hold spaces.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    private static double Status(int process, string name)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
