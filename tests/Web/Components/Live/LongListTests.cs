using Bunit;
using Mem0Observability.Web.Live;
using Microsoft.JSInterop;

namespace Mem0Observability.Tests.Web.Components.Live;

public sealed class LongListTests : BunitContext
{
    private readonly JSRuntimeInvocationHandler<double> _height;

    public LongListTests() => _height = JSInterop.Setup<double>("Reflect.get", _ => true);

    [Fact]
    public async Task A_list_that_is_left_while_the_browser_is_asked_is_no_fault_of_the_page()
    {
        Draw();
        await DisposeComponentsAsync();
        _height.SetException(new JSException("Reflect.get called on non-object"));
        Renderer.UnhandledException.IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task A_list_that_is_left_asks_nothing_more()
    {
        Draw();
        await DisposeComponentsAsync();
        _height.SetResult(200);
        JSInterop.Invocations.Should().HaveCount(1, "the place is not asked for once the height has come");
        Renderer.UnhandledException.IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task A_list_that_is_there_does_not_hide_what_the_browser_refuses()
    {
        Draw();
        _height.SetException(new JSException("Reflect.get is not a function"));
        (await Renderer.UnhandledException).Should().BeOfType<JSException>();
    }

    private void Draw() => Render<LongList<int>>(parameters => parameters
        .Add(l => l.Items, [.. Enumerable.Range(0, 1000)])
        .Add(l => l.RowHeight, 20)
        .Add(l => l.ChildContent, row => builder => builder.AddContent(0, row.Item)));
}
