using Mem0Observability.Web.Live;
using Microsoft.JSInterop;

namespace Mem0Observability.Tests.Web.Components.Live;

/// <summary>The browser answers when it likes, also after the element has gone.</summary>
public sealed class PageElementTests : IJSRuntime, IDisposable
{
    private readonly SemaphoreSlim _answers = new(0);
    private readonly PageElement _element;
    private Exception? _refusal;
    private int _questions;

    public PageElementTests() => _element = new PageElement(this);

    [Fact]
    public async Task It_gives_what_the_browser_says()
    {
        Answer(null);
        (await _element.ReadAsync(default, "clientHeight")).Should().Be(200);
    }

    [Fact]
    public async Task An_element_that_goes_while_the_browser_is_asked_is_no_fault()
    {
        Task<double?> height = _element.ReadAsync(default, "clientHeight");
        _element.Dispose();
        Answer(new JSException("Reflect.get called on non-object"));
        (await height).Should().BeNull();
    }

    [Fact]
    public async Task Of_an_element_that_has_gone_nothing_is_asked()
    {
        _element.Dispose();
        (await _element.ReadAsync(default, "clientHeight")).Should().BeNull();
        await _element.WriteAsync(default, "scrollTop", 0);
        _questions.Should().Be(0);
    }

    [Fact]
    public async Task What_the_browser_refuses_of_an_element_that_is_there_is_not_hidden()
    {
        Answer(new JSException("Reflect.get is not a function"));
        await FluentActions.Awaiting(() => _element.ReadAsync(default, "clientHeight")).Should().ThrowAsync<JSException>();
    }

    [Fact]
    public async Task A_page_that_nobody_looks_at_any_more_is_no_fault()
    {
        Answer(new JSDisconnectedException("gone"));
        (await _element.ReadAsync(default, "clientHeight")).Should().BeNull();
    }

    public void Dispose()
    {
        _element.Dispose();
        _answers.Dispose();
    }

    ValueTask<T> IJSRuntime.InvokeAsync<T>(string identifier, object?[]? args) => AnswerAsync<T>();

    ValueTask<T> IJSRuntime.InvokeAsync<T>(string identifier, CancellationToken cancellationToken, object?[]? args) => AnswerAsync<T>();

    private void Answer(Exception? refusal)
    {
        _refusal = refusal;
        _answers.Release();
    }

    private async ValueTask<T> AnswerAsync<T>()
    {
        _questions++;
        await _answers.WaitAsync();
        return _refusal is null ? (T)(object)200.0 : throw _refusal;
    }
}
