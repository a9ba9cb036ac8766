namespace Mem0Observability.Tests.Acceptance.Pages;

/// <summary>On what a page is looked at.</summary>
internal sealed record PageLook(string Name, int Width, int Height, bool IsDark)
{
    public static PageLook Desk { get; } = new("desk", 1280, 900, IsDark: false);

    public static PageLook DeskAtNight { get; } = Desk with { Name = "night", IsDark = true };

    public static PageLook Phone { get; } = new("phone", 390, 844, IsDark: false);

    public static IReadOnlyList<PageLook> All { get; } = [Desk, DeskAtNight, Phone];
}
