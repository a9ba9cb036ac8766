using Mem0Observability.Model;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Observer.Remote;

/// <summary>Where logs and traces are kept when not here.</summary>
internal sealed record RemoteStores
{
    public Uri Logs { get; init; } = new("http://elasticsearch:9200");

    public Uri Traces { get; init; } = new("http://jaeger:16686");

    /// <summary>Null where the log store asks for none.</summary>
    public string? User { get; init; }

    public string? PasswordFile { get; init; }

    /// <summary>What goes before the names of Jaeger's indexes.</summary>
    public string JaegerPrefix { get; init; } = "mem0-jaeger";

    /// <returns>Null where the store is embedded.</returns>
    public static RemoteStores? Read(Func<string, string?> variable, ICollection<string> problems)
    {
        string store = variable("OBSERVER_STORE") is { Length: > 0 } text ? text : "embedded";
        if (store is not ("embedded" or "off"))
            problems.Add($"OBSERVER_STORE must be embedded or off, not '{store}'");
        if (store != "off")
            return null;

        var defaults = new RemoteStores();
        return new RemoteStores
        {
            Logs = Address("OBSERVER_LOG_STORE_URL", defaults.Logs),
            Traces = Address("OBSERVER_TRACE_STORE_URL", defaults.Traces),
            User = Text("OBSERVER_LOG_STORE_USER"),
            PasswordFile = Text("OBSERVER_LOG_STORE_PASSWORD_FILE"),
            JaegerPrefix = Text("OBSERVER_JAEGER_INDEX_PREFIX") ?? defaults.JaegerPrefix,
        };

        string? Text(string name) => variable(name) is { Length: > 0 } value ? value : null;

        Uri Address(string name, Uri otherwise)
        {
            if (Text(name) is not { } value)
                return otherwise;
            if (Uri.TryCreate(value, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https")
                return address;
            problems.Add($"{name} must be an address like '{otherwise}', not '{value}'");
            return otherwise;
        }
    }

    /// <exception cref="StackException">The file cannot be read.</exception>
    public StoreCredential? Credential()
    {
        if (User is null || PasswordFile is null)
            return null;

        try
        {
            return StoreCredential.Basic(User, File.ReadAllText(PasswordFile).Trim());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StackException("LogQueryFailed", StackErrorCategory.PermissionDenied, $"The password of '{User}' cannot be read from {PasswordFile}: {e.Message}", PasswordFile, e);
        }
    }
}
