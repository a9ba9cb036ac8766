namespace Mem0Observability.Tests.Load;

/// <summary>Four thousand words that are distributed as words are: a few are everywhere, most are rare.</summary>
internal static class Vocabulary
{
    private const int Size = 4000;

    private static readonly string[] s_syllables =
    [
        "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "qui", "ro", "su", "ta", "ve", "wi", "xo", "zu", "tra", "ble", "ston", "ing", "ment",
    ];

    public static readonly string[] Words = [.. Enumerable.Range(0, Size).Select(Word)];

    /// <param name="random">Any number, evenly distributed.</param>
    public static string Pick(ulong random) => Words[(int)Math.Pow(Size, (random >> 11) / (double)(1UL << 53))];

    // In base 25, so no two are the same.
    private static string Word(int number) => string.Concat(s_syllables[number % 25], s_syllables[number / 25 % 25], s_syllables[(number / 625) + (number % 18)]);
}
