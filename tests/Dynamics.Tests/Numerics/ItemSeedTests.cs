using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Tests.Numerics;

public class ItemSeedTests
{
    private static readonly Architecture Baseline = new([64], Activation.Tanh, Initialisation.Normal);

    // First 8 bytes, little-endian, of hashlib.sha256(text) in Python.
    [Theory]
    [InlineData(7UL, "784-64-10-tanh-normal", 0x83e3aaf2afd2e3daUL)]
    [InlineData(ulong.MaxValue, "4-10-3-sigmoid-lecun", 0x7d5fd4270bd25e8UL)]
    public void Should_be_the_documented_hash(ulong seed, string architecture, ulong key) =>
        Assert.Equal(key, ItemSeed.Key(seed, architecture));

    [Fact]
    public void Should_name_an_architecture_with_all_its_sizes()
    {
        Assert.Equal("784-64-10-tanh-normal", ItemSeed.SizedName(Baseline, 784, 10));
        Assert.Equal("4-3-sigmoid-lecun", ItemSeed.SizedName(new([], Activation.Sigmoid, Initialisation.LeCun), 4, 3));
        Assert.Equal(ItemSeed.Key(7, "784-64-10-tanh-normal"), ItemSeed.Key(7, Baseline, 784, 10));
    }

    [Fact]
    public void Should_differ_between_seeds_and_architectures()
    {
        var keys = Enumerable.Range(0, 100).Select(seed => ItemSeed.Key((ulong)seed, Baseline, 784, 10))
            .Append(ItemSeed.Key(0, Baseline, 4, 3))
            .Append(ItemSeed.Key(0, new([64, 64], Activation.Tanh, Initialisation.Normal), 784, 10))
            .ToList();
        Assert.Equal(keys.Count, keys.Distinct().Count());
    }
}
