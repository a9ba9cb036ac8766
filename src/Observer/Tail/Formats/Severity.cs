using System.Text;

namespace Mem0Observability.Observer.Tail.Formats;

/// <summary>OTLP severity numbers of the level names of Python, .NET, Go, JavaScript and PostgreSQL.</summary>
/// <remarks>https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber</remarks>
internal static class Severity
{
    public const byte Error = 17;

    /// <returns>Zero where the name is no level.</returns>
    public static byte Number(ReadOnlySpan<byte> name)
    {
        if (name.Length is < 3 or > 11)
            return 0;
        return (name[0] | 0x20) switch
        {
            't' => One(name, "trace"u8, 1),
            'v' => One(name, "verbose"u8, 1),
            'd' => name.Length == 6 && char.IsAsciiDigit((char)name[5]) ? One(name[..5], "debug"u8, 5) : One(name, "debug"u8, 5),
            'i' => Any(One(name, "info"u8, 9), One(name, "information"u8, 9)),
            'l' => One(name, "log"u8, 9),
            'n' => One(name, "notice"u8, 10),
            'w' => Any(One(name, "warning"u8, 13), One(name, "warn"u8, 13)),
            'e' => Any(One(name, "error"u8, Error), One(name, "err"u8, Error), One(name, "emergency"u8, 21)),
            'c' => Any(One(name, "critical"u8, 21), One(name, "crit"u8, 21)),
            'f' => One(name, "fatal"u8, 21),
            'a' => One(name, "alert"u8, 21),
            'p' => One(name, "panic"u8, 22),
            _ => 0,
        };
    }

    /// <summary>Levels of pino and bunyan: 10, 20 ... 60.</summary>
    public static byte OfNumber(long level) => level is >= 10 and <= 60 ? (byte)((((level / 10) - 1) * 4) + 1) : (byte)0;

    private static byte One(ReadOnlySpan<byte> name, ReadOnlySpan<byte> level, byte number) => Ascii.EqualsIgnoreCase(name, level) ? number : (byte)0;

    private static byte Any(byte a, byte b, byte c = 0) => (byte)(a | b | c);
}
