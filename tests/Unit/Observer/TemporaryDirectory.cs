namespace Mem0Observability.Tests.Unit.Observer;

internal sealed class TemporaryDirectory : IDisposable
{
    public string FullName { get; } = Directory.CreateTempSubdirectory("observer-").FullName;

    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
