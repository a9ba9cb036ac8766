namespace Mem0Observability.Tests.Integration.Alerting;

/// <summary>What an <see cref="SmtpSink"/> was given.</summary>
/// <param name="Data">Headers, an empty line, the body in its transfer encoding.</param>
public sealed record SmtpMail(string From, IReadOnlyList<string> To, string Data)
{
    /// <summary>The body with the soft line breaks and codes of quoted-printable undone.</summary>
    public string Text => System.Text.RegularExpressions.Regex.Replace(
        Data.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=\n", "", StringComparison.Ordinal),
        "=([0-9A-F]{2})",
        m => ((char)Convert.ToByte(m.Groups[1].Value, 16)).ToString());
}
