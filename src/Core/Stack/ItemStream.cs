using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Mem0Observability.Model;

namespace Mem0Observability.Stack;

/// <summary>Runs parallel work and streams what it says. Leaving the stream early cancels the work and waits for its clean-up.</summary>
internal static class ItemStream
{
    public static async IAsyncEnumerable<StackItem> RunAsync(
        Func<ChannelWriter<StackItem>, CancellationToken, Task> work,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateUnbounded<StackItem>(new() { SingleReader = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var producer = ProduceAsync(work, channel.Writer, stop.Token);
        try
        {
            // Not cancelled itself: it ends when the work, including its clean-up, has ended.
            await foreach (var item in channel.Reader.ReadAllAsync(CancellationToken.None))
            {
                yield return item;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await producer.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await producer;
    }

    private static async Task ProduceAsync(Func<ChannelWriter<StackItem>, CancellationToken, Task> work, ChannelWriter<StackItem> writer, CancellationToken cancellationToken)
    {
        try
        {
            await work(writer, cancellationToken);
        }
        finally
        {
            writer.Complete();
        }
    }
}
