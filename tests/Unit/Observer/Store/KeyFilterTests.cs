using Mem0Observability.Observer.Store.Blocks;
using Mem0Observability.Observer.Store.Engine;

namespace Mem0Observability.Tests.Unit.Observer.Store;

public sealed class KeyFilterTests
{
    /// <summary>Counted up, as a sender that does not draw its ids makes them: the hardest for a hash.</summary>
    private static readonly ulong[] s_keys = [.. Enumerable.Range(1, 6000).Select(i => (ulong)i)];

    [Fact]
    public void Every_key_that_is_there_is_found() => s_keys.Should().OnlyContain(key => KeyFilter.MayHold(Filter(s_keys), key));

    [Fact]
    public void Few_of_the_others_are_taken_for_one()
    {
        var filter = Filter(s_keys);
        Enumerable.Range(6001, 100_000).Count(i => KeyFilter.MayHold(filter, (ulong)i)).Should().BeLessThan(1000, "one in a hundred would cost more than it saves");
    }

    [Fact]
    public void A_single_key_and_no_key_make_a_filter_too()
    {
        KeyFilter.MayHold(Filter([7]), 7).Should().BeTrue();
        KeyFilter.MayHold(Filter([]), 7).Should().BeFalse();
    }

    [Fact]
    public void A_changed_bit_is_noticed()
    {
        var filter = Filter(s_keys);
        filter[100] ^= 1;
        FluentActions.Invoking(() => KeyFilter.MayHold(filter, 1)).Should().Throw<DamagedBlockException>();
    }

    private static byte[] Filter(ulong[] keys)
    {
        var buffer = new ByteBuffer();
        KeyFilter.Write(keys, buffer);
        return buffer.Written.ToArray();
    }
}
