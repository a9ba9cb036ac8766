namespace Mem0Observability.Observer.Tail;

/// <summary>Says once what is wrong and once when it is over: these lines are container logs too.</summary>
internal sealed class TailNotes(ILogger<TailNotes> logger)
{
    // Containers come and go; what was said about them is forgotten all at once.
    private const int MaxRemembered = 1000;

    private readonly HashSet<string> _said = [];

    public void Problem(string what, string message, params object?[] arguments)
    {
        if (_said.Count >= MaxRemembered)
            _said.Clear();
        if (!_said.Add(what))
            return;
        // The templates are constants of the callers.
#pragma warning disable CA2254
        logger.LogWarning(message, arguments);
#pragma warning restore CA2254
    }

    public void Solved(string what, string message)
    {
        if (!_said.Remove(what))
            return;
#pragma warning disable CA2254
        logger.LogInformation(message);
#pragma warning restore CA2254
    }
}
