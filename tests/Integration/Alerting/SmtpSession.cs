using System.Text;

namespace Mem0Observability.Tests.Integration.Alerting;

/// <summary>One conversation: just the commands that mail clients use.</summary>
internal sealed class SmtpSession(StreamReader reader, StreamWriter writer, string? password, Action<SmtpMail> keep)
{
    private readonly List<string> _to = [];
    private string _from = "";
    private bool _signedIn = password is null;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await writer.WriteLineAsync("220 sink");
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            string verb = line.Split(' ')[0].ToUpperInvariant();
            // Not PLAIN as well: Alertmanager's client prefers it, and gives it to nobody without TLS.
            await writer.WriteLineAsync(verb switch
            {
                "EHLO" => password is null ? "250 sink" : "250-sink\r\n250 AUTH LOGIN",
                "AUTH" => await SignInAsync(line, cancellationToken),
                "MAIL" when !_signedIn => "530 5.7.0 sign in first",
                "MAIL" => Sender(line),
                "RCPT" => Recipient(line),
                "DATA" => await TakeAsync(cancellationToken),
                "QUIT" => "221 bye",
                _ => "250 ok",
            });
            if (verb == "QUIT") return;
        }
    }

    private async Task<string> SignInAsync(string line, CancellationToken cancellationToken)
    {
        string[] words = line.Split(' ');
        string given = words.Length > 2 && words[1].Equals("PLAIN", StringComparison.OrdinalIgnoreCase)
            ? Decode(words[2]).Split('\0')[^1]
            : await AskAsync(words, cancellationToken);
        _signedIn = given == password;
        return _signedIn ? "235 welcome" : "535 5.7.8 wrong user or password";
    }

    /// <summary>LOGIN asks for the name and then the password; PLAIN without its answer asks for both at once.</summary>
    private async Task<string> AskAsync(string[] words, CancellationToken cancellationToken)
    {
        string answer = "";
        int questions = words[1].Equals("LOGIN", StringComparison.OrdinalIgnoreCase) && words.Length == 2 ? 2 : 1;
        for (int i = 0; i < questions; i++)
        {
            await writer.WriteLineAsync(questions == 2 && i == 0 ? "334 VXNlcm5hbWU6" : "334 UGFzc3dvcmQ6");
            answer = Decode(await reader.ReadLineAsync(cancellationToken) ?? "");
        }

        return answer.Split('\0')[^1];
    }

    private string Sender(string line)
    {
        _from = Address(line);
        _to.Clear();
        return "250 ok";
    }

    private string Recipient(string line)
    {
        _to.Add(Address(line));
        return "250 ok";
    }

    private async Task<string> TakeAsync(CancellationToken cancellationToken)
    {
        await writer.WriteLineAsync("354 go on");
        var data = new StringBuilder();
        while (await reader.ReadLineAsync(cancellationToken) is { } line && line != ".")
            data.AppendLine(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line);

        keep(new SmtpMail(_from, [.. _to], data.ToString()));
        return "250 kept";
    }

    private static string Address(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..].Split('>')[0];

    private static string Decode(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
}
