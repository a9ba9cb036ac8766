using Mem0Observability.Charts;

namespace Mem0Observability.Web.Panels;

/// <summary>Arcs of a half circle, from the left (0) over the top to the right (1).</summary>
internal static class ArcText
{
    public static string Of(double from, double to, double radius, double x, double y)
    {
        (double startX, double startY) = At(Math.Clamp(from, 0, 1));
        (double endX, double endY) = At(Math.Clamp(to, 0, 1));
        string r = PathText.Number(radius);
        return $"M{PathText.Number(startX)} {PathText.Number(startY)}A{r} {r} 0 0 1 {PathText.Number(endX)} {PathText.Number(endY)}";

        (double, double) At(double part) => (x - radius * Math.Cos(Math.PI * part), y - radius * Math.Sin(Math.PI * part));
    }
}
