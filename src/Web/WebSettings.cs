namespace Mem0Observability.Web;

/// <summary>What the pages need to know of the environment.</summary>
internal sealed record WebSettings
{
    /// <summary>Where inbox, logs and traces are asked for; null for the process that serves the pages. Pages under development can so be about a stack that runs.</summary>
    public Uri? Observer { get; init; }

    /// <summary>Grafana's JSON files, which are drawn here as well.</summary>
    public string Dashboards { get; init; } = "/etc/observer/dashboards";

    /// <summary>A Markdown file for each alert.</summary>
    public string Runbooks { get; init; } = "/etc/observer/runbooks";

    /// <summary>Where keys of sessions are kept, so that a restart signs nobody out.</summary>
    public string Keys { get; init; } = "/data/keys";

    /// <summary>What a person signs in with; null where nobody can, and the pages are read-only for all.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Whether even those on this machine must sign in to look; for a reverse proxy that hides who asks.</summary>
    public bool AlwaysSignIn { get; init; }

    public static WebSettings Read(Func<string, string?> variable, ICollection<string> problems)
    {
        var defaults = new WebSettings();
        return defaults with
        {
            Observer = Address("OBSERVER_SELF_URL"),
            Dashboards = Text("OBSERVER_DASHBOARDS") ?? defaults.Dashboards,
            Runbooks = Text("OBSERVER_RUNBOOKS") ?? defaults.Runbooks,
            TokenFile = Text("OBSERVER_TOKEN_FILE"),
            AlwaysSignIn = Flag("OBSERVER_ALWAYS_SIGN_IN"),
        };

        string? Text(string name) => variable(name) is { Length: > 0 } value ? value : null;

        bool Flag(string name)
        {
            string? text = Text(name);
            if (text is not (null or "true" or "false"))
                problems.Add($"{name} must be true or false, not '{text}'");
            return text == "true";
        }

        Uri? Address(string name)
        {
            if (Text(name) is not { } value)
                return null;
            if (Uri.TryCreate(value, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https")
                return address;
            problems.Add($"{name} must hold an address like 'http://observer:9095', not '{value}'");
            return null;
        }
    }
}
