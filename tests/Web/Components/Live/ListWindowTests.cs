using Mem0Observability.Web.Live;

namespace Mem0Observability.Tests.Web.Components.Live;

public sealed class ListWindowTests
{
    [Theory]
    [InlineData(0, 0, 23)]
    [InlineData(1000, 45, 73)]
    [InlineData(999_999, 172, 200)]
    public void Rows_in_view_and_some_more_are_drawn(double top, int first, int end) => ListWindow.At(top, 340, 20, 5).Within(200).Should().Be(new ListWindow(first, end));

    [Fact]
    public void A_list_that_became_shorter_has_no_rows_beyond_its_end() => new ListWindow(50, 80).Within(60).Should().Be(new ListWindow(30, 60));

    [Fact]
    public void An_empty_list_has_no_rows() => ListWindow.Initial.Within(0).Should().Be(new ListWindow(0, 0));
}
