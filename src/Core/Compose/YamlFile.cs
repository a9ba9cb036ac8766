using System.Buffers;
using YamlDotNet.Core;

namespace Mem0Observability.Compose;

/// <summary>Reads one YAML document with positions; whatever the input, only a StackException comes out.</summary>
/// <remarks>
/// Error ids are <c>{idPrefix}FileNotFound</c>, <c>{idPrefix}Syntax</c> and <c>{idPrefix}DuplicateKey</c>, so that a reader of another
/// file kind can have its own.
/// </remarks>
internal static class YamlFile
{
    private static readonly SearchValues<char> s_controlCharacters = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(i => (char)i).Where(c => c is not ('\t' or '\n' or '\r')), '\u007f']);

    public static YamlNode Load(string path, string idPrefix = "Compose") =>
        Parse(SourceText.Read(path, idPrefix + "FileNotFound", idPrefix + "Syntax"), path, idPrefix);

    /// <summary>Parses text; an empty document is a null scalar.</summary>
    public static YamlNode Parse(string text, string path, string idPrefix = "Compose")
    {
        RefuseControlCharacters(text, path, idPrefix + "Syntax");
        using var reader = new StringReader(text);
        var parser = new Parser(reader);
        try
        {
            return new YamlBuilder(parser, path, idPrefix).ReadOnlyDocument();
        }
        catch (YamlException e)
        {
            SourcePosition position = At(path, e.Start);
            throw ComposeFault.At(idPrefix + "Syntax", position, $"this is not valid YAML: {e.Message}{TabHint(text, position.Line)}", e);
        }
        // The scanner's own slips on malformed input (such as an escape beyond Unicode); all are faults of the file.
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            throw ComposeFault.At(idPrefix + "Syntax", At(path, parser.Current?.End ?? Mark.Empty), $"this is not valid YAML: {e.Message}", e);
        }
    }

    /// <summary>Marks count from 1, and are 0 where the parser has none.</summary>
    internal static SourcePosition At(string path, Mark mark) => new(path, (int)Math.Max(mark.Line, 1), (int)Math.Max(mark.Column, 1));

    // The scanner takes NUL for the end of the input and would silently drop what follows.
    private static void RefuseControlCharacters(string text, string path, string errorId)
    {
        int bad = text.AsSpan().IndexOfAny(s_controlCharacters);
        if (bad < 0)
            return;

        ReadOnlySpan<char> before = text.AsSpan(0, bad);
        var position = new SourcePosition(path, before.Count('\n') + 1, bad - before.LastIndexOf('\n'));
        throw ComposeFault.At(errorId, position, $"control character U+{(int)text[bad]:X4} is not allowed in YAML. Remove it.");
    }

    // A tab is the commonest cause, and the parser often points at the map around it.
    private static string TabHint(string text, int fromLine)
    {
        int line = text.Split('\n').Skip(fromLine - 1).TakeWhile(l => !l.TrimStart(' ').StartsWith('\t')).Count() + fromLine;
        return line <= text.AsSpan().Count('\n') + 1 ? $" Line {line} is indented with a tab: use spaces." : "";
    }
}
