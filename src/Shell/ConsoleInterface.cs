#pragma warning disable RS0030 // a host writes to the console
using System.Collections.ObjectModel;
using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Security;

namespace Mem0Observability.Shell;

/// <summary>Text on standard output, everything else on standard error; progress on one line of a terminal, as lines in a log.</summary>
internal sealed class ConsoleInterface : PSHostUserInterface
{
    private readonly Stopwatch _elapsed = Stopwatch.StartNew();
    private readonly Lock _lock = new();
    private string _lastProgress = "";
    private bool _lineOpen;

    public override PSHostRawUserInterface RawUI { get; } = new ConsoleRawInterface();

    public override bool SupportsVirtualTerminal => !Console.IsOutputRedirected;

    public override void Write(string value)
    {
        EndProgress();
        // Colours are for terminals; a log or a pipe gets plain text.
        Console.Write(Console.IsOutputRedirected ? new StringDecorated(value).ToString(OutputRendering.PlainText) : value);
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Write(value + "\n");

    public override void WriteErrorLine(string value) => Line("31", value);

    public override void WriteWarningLine(string message) => Line("33", "WARNING: " + message);

    public override void WriteVerboseLine(string message) => Line("36", "VERBOSE: " + message);

    public override void WriteDebugLine(string message) => Line("36", "DEBUG: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        if (record.RecordType == ProgressRecordType.Completed) return;
        var text = $"[{_elapsed.Elapsed.TotalSeconds,6:0.0} s] {record.Activity}: {record.StatusDescription}";
        lock (_lock)
        {
            if (Console.IsErrorRedirected)
            {
                // A log gets a line per step, not one per line of a build's output.
                if (record.PercentComplete >= 0 && record.StatusDescription != _lastProgress) Console.Error.WriteLine(text);
                _lastProgress = record.StatusDescription;
                return;
            }

            var width = Math.Max(20, Console.BufferWidth - 1);
            Console.Error.Write("\r\e[2K" + (text.Length > width ? text[..width] : text));
            _lineOpen = true;
        }
    }

    public void EndProgress()
    {
        lock (_lock)
        {
            if (!_lineOpen) return;
            Console.Error.Write("\r\e[2K");
            _lineOpen = false;
        }
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw Unattended($"{caption} {message}");

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        if (Console.IsInputRedirected) throw Unattended($"{caption}: {message}");
        EndProgress();
        Console.Error.WriteLine($"{caption}\n{message}");
        while (true)
        {
            Console.Error.Write(string.Join("  ", choices.Select(c => $"[{Key(c)}] {c.Label.Replace("&", "", StringComparison.Ordinal)}")) + $" (default {Key(choices[defaultChoice])}): ");
            var answer = Console.ReadLine();
            if (string.IsNullOrWhiteSpace(answer)) return defaultChoice;
            for (var i = 0; i < choices.Count; i++)
            {
                if (Key(choices[i]).Equals(answer.Trim(), StringComparison.OrdinalIgnoreCase)) return i;
            }
        }
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw Unattended(caption);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        throw Unattended(caption);

    public override string ReadLine() => Console.ReadLine() ?? "";

    public override SecureString ReadLineAsSecureString() => throw Unattended("a secret");

    private static string Key(ChoiceDescription choice)
    {
        var at = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return at < 0 ? choice.Label : choice.Label[(at + 1)..(at + 2)];
    }

    private static HostException Unattended(string asked) => new($"A question was asked, and nobody can answer here: {asked}");

    private void Line(string colour, string text)
    {
        EndProgress();
        Console.Error.WriteLine(Console.IsErrorRedirected ? text : $"\e[{colour}m{text}\e[0m");
    }
}
