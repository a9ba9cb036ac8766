using Mem0Observability.Model;

namespace Mem0Observability.Web.Live;

/// <summary>What a core operation streams, taken apart for a page: results, and what was said beside them.</summary>
internal sealed record Collected<T>(IReadOnlyList<T> Results, IReadOnlyList<string> Remarks, StackException? Fault)
    where T : class
{
    public static async Task<Collected<T>> FromAsync(IAsyncEnumerable<StackItem> items)
    {
        var (results, remarks) = (new List<T>(), new List<string>());
        StackException? fault = null;
        await foreach (StackItem item in items)
        {
            switch (item)
            {
                case OutputItem { Value: T value }:
                    results.Add(value);
                    break;
                case WarningItem { Message: var message }:
                    remarks.Add(message);
                    break;
                case ErrorItem { Error: var error }:
                    fault ??= error;
                    remarks.Add(error.Message);
                    break;
            }
        }

        return new Collected<T>(results, remarks, fault);
    }
}
