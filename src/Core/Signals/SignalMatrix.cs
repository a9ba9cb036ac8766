using Mem0Observability.Compose;
using Mem0Observability.Model;

namespace Mem0Observability.Signals;

/// <summary>What must get through from which service: <c>monitoring/signals.yml</c>.</summary>
internal sealed record SignalMatrix(string File, IReadOnlyList<SignalService> Services)
{
    /// <summary>The alerts that must be loaded, each once.</summary>
    public IEnumerable<string> Alerts => Services.Select(s => s.Alert).OfType<string>().Distinct(StringComparer.Ordinal);

    public static SignalMatrix Load(string path) => Read(path, () => YamlFile.Load(path, "Signals"));

    public static SignalMatrix Parse(string text, string path) => Read(path, () => YamlFile.Parse(text, path, "Signals"));

    private static SignalMatrix Read(string path, Func<YamlNode> load)
    {
        try
        {
            return new SignalMatrix(path, SignalMatrixReader.Services(load()));
        }
        // One id for everything that is wrong inside the file; the message has position and reason.
        catch (StackException e) when (e.ErrorId is "SignalsSyntax" or "SignalsDuplicateKey")
        {
            throw new StackException(SignalMatrixReader.ErrorId, e.Category, e.Message, path, e);
        }
    }
}
