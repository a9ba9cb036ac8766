using System.Text;

namespace Mem0Observability.Compose;

/// <summary>Reads a configuration file as text: bounded, strict UTF-8, without byte order mark.</summary>
internal static class SourceText
{
    /// <summary>Configuration is written by people; more than this is the wrong file.</summary>
    private const int MaxBytes = 10 * 1024 * 1024;

    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Read(string path, string notFoundId, string syntaxId)
    {
        var start = new SourcePosition(path, 1, 1);
        try
        {
            using FileStream file = File.OpenRead(path);
            // Bounded by what is read, not by Length: pipes and /proc files have none.
            byte[] buffer = new byte[(int)Math.Min(Math.Max(file.CanSeek ? file.Length : MaxBytes, 0), MaxBytes) + 1];
            int count = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (count > MaxBytes)
                throw ComposeFault.At(syntaxId, start, "the file is larger than 10 MiB. Is this the right file?");

            return Decode(buffer.AsSpan(0, count));
        }
        catch (DecoderFallbackException e)
        {
            throw ComposeFault.At(syntaxId, start, $"the file is not UTF-8 text (byte {e.Index}). Save it as UTF-8.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw ComposeFault.Missing(notFoundId, path, $"File '{path}' cannot be read: {e.Message} Check the path and its permissions.", e);
        }
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> mark = Encoding.UTF8.Preamble;
        return s_strictUtf8.GetString(bytes.StartsWith(mark) ? bytes[mark.Length..] : bytes);
    }
}
