using System.Text;

namespace Mem0Observability.Observer.Tail;

/// <summary>What all records of a container have in common.</summary>
internal sealed class ContainerSource(ContainerInfo info)
{
    public byte[] Resource { get; } = info.ToResource();

    public byte[] Service { get; } = Encoding.UTF8.GetBytes(info.Service);
}
