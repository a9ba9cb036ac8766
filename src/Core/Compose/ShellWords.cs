using System.Text;

namespace Mem0Observability.Compose;

/// <summary>Splits a command that is written as one text into words: quotes and backslashes, as compose does.</summary>
/// <remarks>
/// No shell runs it. Where a shell's operator stands outside quotes, compose silently drops the rest of the line; here it is an error.
/// </remarks>
internal static class ShellWords
{
    private const string Operators = ";&|<>()`";

    public static IReadOnlyList<string> Split(string command, SourcePosition position, string where)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        bool inWord = false;
        char quote = '\0';
        for (int i = 0; i < command.Length; i++)
        {
            char c = command[i];
            if (c == '\\' && quote != '\'')
            {
                if (++i == command.Length)
                    throw ComposeFault.Invalid(position, where, "ends in a backslash. Double it, or write the command as a list.");

                c = command[i];
            }
            else if (quote == '\0' ? c is '"' or '\'' : c == quote)
            {
                quote = quote == '\0' ? c : '\0';
                inWord = true;
                continue;
            }
            else if (quote == '\0' && (c is ' ' or '\t' or '\r' or '\n'))
            {
                Flush();
                continue;
            }
            else if (quote == '\0' && Operators.Contains(c, StringComparison.Ordinal))
            {
                throw ComposeFault.Invalid(position, where, $"'{c}' has no effect because no shell runs this. Quote it, or write [\"sh\", \"-c\", \"…\"].");
            }

            word.Append(c);
            inWord = true;
        }

        if (quote != '\0')
            throw ComposeFault.Invalid(position, where, $"a {quote} is never closed. Close it, or write the command as a list.");

        Flush();
        return words;

        void Flush()
        {
            if (inWord)
                words.Add(word.ToString());

            word.Clear();
            inWord = false;
        }
    }
}
