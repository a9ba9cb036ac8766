// The tests start their questions, and await them later.
#pragma warning disable VSTHRD003
using Mem0Observability.Web.Panels;

namespace Mem0Observability.Tests.Web.Components.Panels;

public sealed class PanelQuestionsTests : IDisposable
{
    private readonly PanelQuestions _questions = new();
    private readonly List<TaskCompletionSource<string>> _asked = [];
    private readonly List<CancellationToken> _tokens = [];

    public void Dispose() => _questions.Dispose();

    [Fact]
    public async Task The_same_question_at_the_same_time_is_asked_once()
    {
        Task<string> first = AskAsync("a"), second = AskAsync("a"), other = AskAsync("b");
        _asked.Should().HaveCount(2);
        _asked[0].SetResult("A");
        _asked[1].SetResult("B");
        (await Task.WhenAll(first, second, other)).Should().Equal("A", "A", "B");
    }

    [Fact]
    public async Task An_answer_is_not_kept_for_the_next_refresh()
    {
        Task<string> first = AskAsync("a");
        _asked[0].SetResult("old");
        await first;
        Task<string> second = AskAsync("a");
        _asked[1].SetResult("new");
        (await second).Should().Be("new");
    }

    [Fact]
    public async Task Who_goes_does_not_take_the_answer_from_who_stays()
    {
        using var leaving = new CancellationTokenSource();
        Task<string> gone = AskUntilAsync("a", leaving.Token), stays = AskAsync("a");
        await leaving.CancelAsync();
        await FluentActions.Awaiting(() => gone).Should().ThrowAsync<OperationCanceledException>();
        _tokens[0].IsCancellationRequested.Should().BeFalse();
        _asked[0].SetResult("A");
        (await stays).Should().Be("A");
    }

    [Fact]
    public async Task When_all_have_gone_the_store_is_told_to_stop()
    {
        using var leaving = new CancellationTokenSource();
        Task<string> first = AskUntilAsync("a", leaving.Token), second = AskUntilAsync("a", leaving.Token);
        await leaving.CancelAsync();
        await FluentActions.Awaiting(() => Task.WhenAll(first, second)).Should().ThrowAsync<OperationCanceledException>();
        _tokens[0].IsCancellationRequested.Should().BeTrue();
    }

    [Fact]
    public async Task No_more_than_four_are_asked_at_once()
    {
        Task<string>[] all = [.. Enumerable.Range(0, 10).Select(i => AskAsync($"{i}"))];
        _asked.Should().HaveCount(4);
        // Each answer makes room for another question.
        for (int i = 0; i < all.Length; i++)
        {
            while (_asked.Count <= i)
                await Task.Yield();
            _asked.ElementAt(i).SetResult("x");
        }

        (await Task.WhenAll(all)).Should().OnlyContain(a => a == "x");
    }

    private Task<string> AskAsync(string key) => AskUntilAsync(key, TestContext.Current.CancellationToken);

    private Task<string> AskUntilAsync(string key, CancellationToken cancellationToken) => _questions.AskAsync(key, token =>
    {
        var answer = new TaskCompletionSource<string>();
        _asked.Add(answer);
        _tokens.Add(token);
        return answer.Task;
    }, cancellationToken);
}
