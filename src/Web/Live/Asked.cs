using Mem0Observability.Model;

namespace Mem0Observability.Web.Live;

/// <summary>One of several questions of one part: its answer, or why there is none. The others' answers count without it.</summary>
internal sealed record Asked<T>(T? Value, StackException? Fault)
    where T : class
{
    public static async Task<Asked<T>> ForAsync(Func<Task<T>> question)
    {
        try
        {
            return new Asked<T>(await question(), null);
        }
        catch (StackException e)
        {
            return new Asked<T>(null, e);
        }
    }
}
