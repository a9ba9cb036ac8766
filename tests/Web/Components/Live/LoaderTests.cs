using Mem0Observability.Web.Live;

namespace Mem0Observability.Tests.Web.Components.Live;

public sealed class LoaderTests : IDisposable
{
    private readonly Loader<string> _loader = new(() => Task.CompletedTask, TimeProvider.System);

    [Fact]
    public async Task A_new_question_takes_back_the_one_before()
    {
        CancellationToken first = default;
        Task before = _loader.LoadAsync(async token =>
        {
            first = token;
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return "before";
        });
        await _loader.LoadAsync(_ => Task.FromResult("after"));
        await before;
        first.IsCancellationRequested.Should().BeTrue();
        _loader.State.Value.Should().Be("after");
    }

    [Fact]
    public async Task For_a_page_that_was_left_nothing_is_asked()
    {
        _loader.Dispose();
        int asked = 0;
        await _loader.LoadAsync(_ => Task.FromResult($"{++asked}"));
        asked.Should().Be(0);
        _loader.State.Should().Be(Loaded<string>.Nothing);
    }

    public void Dispose() => _loader.Dispose();
}
