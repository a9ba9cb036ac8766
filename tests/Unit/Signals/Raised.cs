using Mem0Observability.Model;

namespace Mem0Observability.Tests.Unit.Signals;

/// <summary>Asserts on the one error type: id, category and words of the message.</summary>
internal static class Raised
{
    public static async Task<StackException> ByAsync(Func<Task> act, string errorId, StackErrorCategory category, params string[] words)
    {
        StackException e = (await act.Should().ThrowAsync<StackException>()).Which;
        return Check(e, errorId, category, words);
    }

    public static StackException By(Action act, string errorId, StackErrorCategory category, params string[] words) =>
        Check(act.Should().Throw<StackException>().Which, errorId, category, words);

    private static StackException Check(StackException e, string errorId, StackErrorCategory category, string[] words)
    {
        e.ErrorId.Should().Be(errorId);
        e.Category.Should().Be(category);
        foreach (string word in words)
            e.Message.Should().Contain(word);

        return e;
    }
}
