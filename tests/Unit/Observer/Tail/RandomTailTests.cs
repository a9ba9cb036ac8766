using System.Text;
using CsCheck;

namespace Mem0Observability.Tests.Unit.Observer.Tail;

/// <summary>Whatever is written, however it is rotated, wherever the observer dies: every line once, in order.</summary>
public sealed class RandomTailTests
{
    private enum Act
    {
        Line,
        Json,
        Traceback,
        Part,
        Read,
        Wait,
        Rotate,
        Crash,
        FinishTorn,
    }

    // More by hand: each run writes a few hundred files.
    private static readonly int s_iterations = int.TryParse(Environment.GetEnvironmentVariable("TAIL_ITERATIONS"), out int given) ? given : 100;

    private static readonly Gen<Act> s_act = Gen.Int[0, 24].Select(i => i switch
    {
        < 6 => Act.Line,
        < 9 => Act.Json,
        < 11 => Act.Traceback,
        < 13 => Act.Part,
        < 17 => Act.Read,
        < 18 => Act.Wait,
        < 21 => Act.Rotate,
        < 23 => Act.Crash,
        _ => Act.FinishTorn,
    });

    [Theory]
    [InlineData(100)]
    [InlineData(3)]
    public async Task Every_line_comes_once_and_in_order(int maxFiles) =>
        await Gen.Select(s_act, Gen.Int[0, 1], Gen.Int[0, 20_000]).Array[1, 80].SampleAsync(acts => HoldsAsync(acts, maxFiles), iter: s_iterations, threads: 1);

    private static async Task<bool> HoldsAsync((Act, int, int)[] acts, int maxFiles)
    {
        using var tail = new TailFixture();
        tail.Add();
        var written = new[] { new StringBuilder(), new StringBuilder() };
        int rotations = 0;
        int number = 0;
        await tail.StepAsync();
        foreach ((Act act, int stream, int size) in acts)
        {
            switch (act)
            {
                case Act.Line:
                    Write($"#{number++} line\n", stream);
                    break;
                case Act.Json:
                    Write($"{{\"n\":{number++}}}\n", stream);
                    break;
                case Act.Traceback:
                    Write($"#{number++} failed\n", stream);
                    Write("Traceback (most recent call last):\n", stream);
                    Write($"  File {number}\n", stream);
                    Write($"Error{number}: x\n", stream);
                    break;
                case Act.Part:
                    Write($"#{number++} {new string('p', size)}", stream);
                    break;
                case Act.FinishTorn:
                    Write($" end of {number++}\n", stream);
                    break;
                case Act.Read when size % 2 == 0:
                    await tail.StepAsync();
                    break;
                case Act.Read:
                    await tail.DrainAsync();
                    rotations = 0;
                    break;
                case Act.Wait:
                    tail.Time.Advance(TimeSpan.FromMilliseconds(size / 4));
                    break;
                case Act.Rotate:
                    // Before the engine deletes a file, all of it must have been stored: what it deletes rotations is lost to anyone.
                    if (++rotations >= maxFiles - 1)
                    {
                        await tail.DrainAsync();
                        rotations = 1;
                    }

                    tail.Rotate(maxFiles);
                    break;
                default:
                    tail.Crash();
                    break;
            }
        }

        await tail.DrainAsync();
        for (int s = 0; s < 2; s++)
        {
            string name = s == 0 ? "stdout" : "stderr";
            string read = string.Concat(tail.Sink.Records.Where(r => r.Attributes["log.iostream"] == name).Select(r => r.Body)).Replace("\n", "", StringComparison.Ordinal);
            if (read != written[s].ToString())
                return false;
        }

        return true;

        void Write(string text, int stream)
        {
            tail.Time.Advance(TimeSpan.FromMilliseconds(20));
            tail.WritePart(text, stream == 0 ? "stdout" : "stderr");
            written[stream].Append(text.TrimEnd('\n'));
        }
    }
}
