using Mem0Observability.Signals.Correlation.Change;

namespace Mem0Observability.Tests.Unit.Signals.Correlation;

/// <summary>Rank correlation with lag, on series whose truth is known.</summary>
public sealed class LagSearchTests
{
    private const int MaxLag = 8;

    private readonly RandomSeries _random = new(20260101);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void A_target_that_follows_a_candidate_is_found_with_its_lag(int steps)
    {
        double[] leader = _random.Wander(240, 0.5);
        LaggedCorrelation found = Best(_random.Follow(leader, steps, 3, 0.5), leader)!;
        (found.Lag, found.Pairs).Should().Be((steps, 240 - steps));
        found.Rho.Should().BeGreaterThan(0.9);
        found.ChanceAmong(17 * 500).Should().BeLessThan(1e-6);
    }

    [Fact]
    public void A_candidate_that_follows_the_target_has_a_negative_lag()
    {
        double[] leader = _random.Wander(240, 0.5);
        Best(leader, _random.Follow(leader, 4, 1, 0.2))!.Lag.Should().Be(-4);
    }

    [Fact]
    public void One_that_falls_as_the_other_rises_has_a_coefficient_below_zero()
    {
        double[] leader = _random.Wander(240, 0.5);
        LaggedCorrelation found = Best(_random.Follow(leader, 2, -1, 0.3), leader)!;
        found.Lag.Should().Be(2);
        found.Rho.Should().BeLessThan(-0.85);
    }

    [Fact]
    public void Only_the_order_of_values_matters()
    {
        double[] values = _random.Wander(60, 0.5);
        double[] bent = [.. values.Select(v => Math.Exp(5 * v))];
        RankPairs.At(0, new RankedSeries(values), new RankedSeries(bent)).Rho().Should().BeApproximately(1, 1e-12);
    }

    [Fact]
    public void The_coefficient_is_that_of_the_textbook_with_equal_values_sharing_their_ranks()
    {
        // Ranks 1 2.5 2.5 4 5 and 2 1 3.5 3.5 5: the sum of products is 7.25, of squares 9.5 and 9.5.
        RankPairs pairs = RankPairs.At(0, new RankedSeries([10, 20, 20, 30, 40]), new RankedSeries([2, 1, 3, 3, 9]));
        pairs.Rho().Should().BeApproximately(7.25 / 9.5, 1e-12);
    }

    [Fact]
    public void Gaps_leave_pairs_out_and_nothing_else()
    {
        double[] leader = _random.Wander(240, 0.5), target = _random.Follow(leader, 3, 1, 0.1);
        for (int i = 0; i < 240; i += 7)
            target[i] = double.NaN;
        for (int i = 50; i < 80; i++)
            leader[i] = double.NaN;

        LaggedCorrelation found = Best(target, leader)!;
        found.Lag.Should().Be(3);
        found.Pairs.Should().Be(Enumerable.Range(3, 237).Count(t => t % 7 != 0 && t - 3 is < 50 or >= 80));
    }

    [Fact]
    public void Too_few_pairs_and_series_that_never_change_have_no_answer()
    {
        double[] values = _random.Wander(240, 0.5);
        double[] late = [.. values.Select((v, i) => i < 240 - LagSearch.MinPairs + 1 ? double.NaN : v)];
        Best(values, [.. values.Select(_ => 7.0)]).Should().BeNull();
        LagSearch.Best(new RankedSeries(values), new RankedSeries(late), 0).Should().BeNull();
        late[240 - LagSearch.MinPairs] = 1;
        LagSearch.Best(new RankedSeries(values), new RankedSeries(late), 0)!.Pairs.Should().Be(LagSearch.MinPairs);
    }

    /// <summary>The stated rate is 5 %. By the usual formula it would be 5, 17, 60 and 80 %.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(1)]
    public void Series_that_have_nothing_to_do_with_each_other_are_seldom_called_related(double memory)
    {
        const int Pairs = 400;
        int related = 0, naive = 0;
        for (int i = 0; i < Pairs; i++)
        {
            LaggedCorrelation found = Best(_random.Wander(120, memory), _random.Wander(120, memory))!;
            related += found.ChanceAmong((2 * MaxLag) + 1) < 0.05 ? 1 : 0;
            naive += StudentTail.OfCorrelation(found.Rho, found.Pairs) * ((2 * MaxLag) + 1) < 0.05 ? 1 : 0;
        }

        // 5 % of 400 is 20; chance gives more than 30 once in a hundred times.
        related.Should().BeLessThan(31);
        if (memory >= 0.9)
            naive.Should().BeGreaterThan(Pairs / 2, "else this test would not show anything");
    }

    [Fact]
    public void Without_a_shift_random_walks_are_called_related_at_about_the_stated_rate()
    {
        int related = Enumerable.Range(0, 400).Count(_ =>
            LagSearch.Best(new RankedSeries(_random.Wander(240, 1)), new RankedSeries(_random.Wander(240, 1)), 0)!.Chance < 0.05);
        related.Should().BeInRange(4, 36);
    }

    [Theory]
    [InlineData(2.776445105, 4, 0.05)]
    [InlineData(2.228138852, 10, 0.05)]
    [InlineData(63.65674116, 1, 0.01)]
    [InlineData(4.587, 10, 0.001)]
    [InlineData(0, 7, 1)]
    public void The_tail_is_that_of_the_tables_of_Student_s_t(double t, double freedom, double expected) =>
        StudentTail.OfCorrelation(t / Math.Sqrt(freedom + (t * t)), freedom + 2).Should().BeApproximately(expected, expected * 1e-3);

    [Fact]
    public void A_tail_stays_a_probability_however_few_or_many_pairs_there_are()
    {
        foreach (double size in new[] { 0, 1.9, 2, 2.001, 3.7, 1999.5 })
        {
            foreach (double rho in new[] { -1, -0.3, 0, 1e-9, 0.999999, 1 })
                StudentTail.OfCorrelation(rho, size).Should().BeInRange(0, 1);
        }

        StudentTail.OfCorrelation(1, 2).Should().Be(1, "two points are always on a line");
    }

    private static LaggedCorrelation? Best(double[] target, double[] candidate) => LagSearch.Best(new RankedSeries(target), new RankedSeries(candidate), MaxLag);
}
