namespace Mem0Observability.Tests.Unit.Signals.Correlation;

/// <summary>Series whose truth is known, the same in every run.</summary>
internal sealed class RandomSeries(int seed)
{
    // Not for secrets: tests must be the same each time.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);

    public double Noise() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
#pragma warning restore CA5394

    /// <summary>Each value is <paramref name="memory"/> of the one before, and noise; 1 is a random walk.</summary>
    public double[] Wander(int length, double memory)
    {
        var values = new double[length];
        double value = memory < 1 ? Noise() / Math.Sqrt(1 - (memory * memory)) : 0;
        for (int i = 0; i < length; i++)
            values[i] = value = (memory * value) + Noise();

        return values;
    }

    /// <summary>What another series was some steps before, times a factor, with noise on it.</summary>
    public double[] Follow(double[] leader, int steps, double factor, double noise) =>
        [.. leader.Select((_, i) => i < steps ? Noise() * noise : (factor * leader[i - steps]) + (Noise() * noise))];
}
