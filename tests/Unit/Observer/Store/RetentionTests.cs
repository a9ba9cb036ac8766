using Mem0Observability.Observer.Store.Engine;

namespace Mem0Observability.Tests.Unit.Observer.Store;

/// <summary>A week is kept, in files of a day; the newest row was stored just now.</summary>
public sealed class RetentionTests
{
    private readonly ManualTime _time = new();
    private readonly Retention _retention;
    private readonly DateTimeOffset _start;

    public RetentionTests()
    {
        _retention = new Retention(new StoreLimits(TimeSpan.FromDays(7), Bytes: 100), _time);
        _start = _time.Now;
    }

    private IEnumerable<int> Expired(params double[] daysAgo) => _retention
        .Expired([.. daysAgo.Select((days, i) => new PartitionFile($"{i}", 1, _start.AddDays(-days)))])
        .Select(f => int.Parse(f.Path, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void What_was_stored_longer_ago_goes_but_never_the_newest()
    {
        Expired(9, 7.1, 6.9, 1, 0).Should().Equal(0, 1);
        Expired(0).Should().BeEmpty();
    }

    [Fact]
    public void Beyond_the_size_the_oldest_go_whatever_the_clock_says()
    {
        _retention.Look(_start.AddDays(-300));
        _retention.Expired([.. Enumerable.Range(0, 105).Select(i => new PartitionFile($"{i}", 1, _start))]).Should().HaveCount(5);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(3650)]
    public void A_clock_that_jumps_ahead_and_is_set_right_deletes_nothing(int days)
    {
        Expired(6, 3, 0).Should().BeEmpty();
        _time.Now += TimeSpan.FromDays(days);
        for (var passed = TimeSpan.Zero; passed < Retention.Proof; passed += TimeSpan.FromSeconds(15), _time.Advance(TimeSpan.FromSeconds(15)))
            Expired(6, 3, 0).Should().BeEmpty();
        _time.Now -= TimeSpan.FromDays(days);
        _time.Advance(TimeSpan.FromSeconds(15));
        Expired(6, 3, 0).Should().BeEmpty();
    }

    [Fact]
    public void A_clock_that_stays_ahead_is_believed_after_an_hour()
    {
        Expired(6, 3, 0).Should().BeEmpty();
        _time.Now += TimeSpan.FromDays(30);
        Expired(6, 3, -30).Should().BeEmpty();
        _time.Advance(Retention.Proof);
        Expired(6, 3, -30).Should().Equal(0, 1);
    }

    [Fact]
    public void A_start_long_after_the_newest_row_deletes_only_after_an_hour()
    {
        _time.Now += TimeSpan.FromDays(30);
        Expired(6, 3, 0).Should().BeEmpty();
        _time.Advance(Retention.Proof);
        Expired(6, 3, 0).Should().Equal(0, 1);
    }

    [Fact]
    public void Files_of_a_clock_that_was_behind_wait_for_those_before_them()
    {
        Expired(6, 365, 365, 0).Should().BeEmpty();
        Expired(8, 365, 1, 0).Should().Equal(0, 1);
    }

    /// <summary>Otherwise nothing after them would go for years.</summary>
    [Fact]
    public void Files_of_a_clock_that_was_ahead_go_with_the_next_one()
    {
        Expired(9, -3650, -3650, 8, 1, 0).Should().Equal(0, 1, 2, 3);
        Expired(9, -3650, -3650, 6, 1, 0).Should().Equal(0);
    }
}
