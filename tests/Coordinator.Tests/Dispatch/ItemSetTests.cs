using Chaos.Actors.Coordinator.Dispatch;

namespace Chaos.Actors.Coordinator.Tests.Dispatch;

public sealed class ItemSetTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(20_001)]
    public void Should_agree_with_a_hash_set(long size)
    {
        var random = new Random((int)size);
        var expected = new HashSet<long>();
        var set = ItemSet.Empty(size);
        for (var n = 0; n < 3000; n++)
        {
            var item = random.NextInt64(size);
            var before = set.Count;
            var next = set.Add(item);
            Assert.Equal(expected.Add(item), next.Count == before + 1);
            Assert.Equal(before, set.Count); // the old one is as it was
            set = next;
        }
        Assert.Equal(expected.Count, set.Count);
        var back = ItemSet.FromBytes(set.ToBytes(), size);
        Assert.Equal(set.Count, back.Count);
        for (long item = 0; item < size; item++)
        {
            Assert.Equal(expected.Contains(item), set.Contains(item));
            Assert.Equal(expected.Contains(item), back.Contains(item));
        }
        for (var n = 0; n < 200; n++)
        {
            var from = random.NextInt64(size + 1);
            var absent = from;
            while (absent < size && expected.Contains(absent)) absent++;
            Assert.Equal(absent, set.NextAbsent(from));
        }
    }

    [Fact]
    public void Should_find_nothing_absent_in_a_full_set()
    {
        var set = Enumerable.Range(0, 100).Aggregate(ItemSet.Empty(100), (all, item) => all.Add(item));
        Assert.Equal(100, set.NextAbsent(0));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10)]
    public void Should_refuse_items_outside_the_grid(long item)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ItemSet.Empty(10).Contains(item));
        Assert.Throws<ArgumentOutOfRangeException>(() => ItemSet.Empty(10).Add(item));
    }

    [Fact]
    public void Should_refuse_bytes_of_another_size() =>
        Assert.Throws<ArgumentException>(() => ItemSet.FromBytes(new byte[3], 10));
}
