namespace Mem0Observability.Web.Live;

/// <summary>Which rows of a long list are drawn.</summary>
/// <param name="First">The first of them.</param>
/// <param name="End">After the last of them.</param>
internal readonly record struct ListWindow(int First, int End)
{
    /// <summary>Before the height of the view is known.</summary>
    public static ListWindow Initial { get; } = new(0, 60);

    public int Length => End - First;

    /// <param name="top">Pixels of the list above the view.</param>
    /// <param name="view">Height of the view in pixels.</param>
    /// <param name="margin">Rows to draw beyond each of its edges.</param>
    public static ListWindow At(double top, double view, int rowHeight, int margin)
    {
        int first = (int)(top / rowHeight) - margin;
        return new ListWindow(Math.Max(0, first), first + (int)Math.Ceiling(view / rowHeight) + 1 + (2 * margin));
    }

    /// <summary>Moved, and if it must be shortened, so that it lies in the list.</summary>
    public ListWindow Within(int count)
    {
        int length = Math.Min(Length, count);
        int first = Math.Clamp(First, 0, count - length);
        return new ListWindow(first, first + length);
    }
}
