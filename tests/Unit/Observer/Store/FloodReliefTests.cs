using Mem0Observability.Observer.Store.Engine;

namespace Mem0Observability.Tests.Unit.Observer.Store;

public sealed class FloodReliefTests
{
    private const long Megabyte = 1024 * 1024;

    private readonly ManualTime _time = new();
    private readonly FloodRelief _relief;

    public FloodReliefTests() => _relief = new FloodRelief(_time);

    [Fact]
    public void Memory_is_given_back_once_after_a_flood_when_little_more_comes()
    {
        Pass(megabytes: 100).Should().BeFalse("the flood has just passed");
        Pass(megabytes: 0).Should().BeTrue();
        Pass(megabytes: 0).Should().BeFalse("nothing came since");
    }

    [Fact]
    public void A_steady_load_is_not_interrupted() =>
        Enumerable.Range(0, 50).Should().OnlyContain(_ => !Pass(5));

    [Fact]
    public void A_trickle_is_no_flood() =>
        Enumerable.Range(0, 50).Should().OnlyContain(_ => !Pass(0));

    private bool Pass(long megabytes)
    {
        _relief.Stored((megabytes * Megabyte) + 1000);
        _time.Advance(TimeSpan.FromSeconds(11));
        return _relief.IsDue();
    }
}
