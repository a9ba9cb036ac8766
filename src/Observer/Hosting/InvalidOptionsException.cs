namespace Mem0Observability.Observer.Hosting;

/// <summary>One message that names every wrong environment variable.</summary>
internal sealed class InvalidOptionsException(IReadOnlyCollection<string> problems)
    : Exception("The observer cannot start: " + string.Join("; ", problems) + ".");
