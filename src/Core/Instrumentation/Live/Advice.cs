using Mem0Observability.Checks;

namespace Mem0Observability.Instrumentation.Live;

/// <summary>What to do, the same words in every result.</summary>
internal static class Advice
{
    public static string Install(ScopedService service) =>
        $"Run Install-Mem0Instrumentation <checkout>, then start '{service.Signal.Container}' as it says.";
}
