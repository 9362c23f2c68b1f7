using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;
using Chaos.Actors.Dynamics.Tasks;

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
        var mnist = SampleShape.Image(28, 28, 1);
        Assert.Equal("784-64-10-tanh-normal", Baseline.SizedName(mnist, 10));
        Assert.Equal("4-3-sigmoid-lecun", new Architecture([], Activation.Sigmoid, Initialisation.LeCun).SizedName(SampleShape.Flat(4), 3));
        Assert.Equal(ItemSeed.Key(7, "784-64-10-tanh-normal"), ItemSeed.Key(7, Baseline, mnist, 10));
        Assert.Equal("784-64-10-tanh-normal 0.5-nobias", (Baseline with { Biases = false, Sigma = 0.5 }).SizedName(mnist, 10));
    }

    [Fact]
    public void Should_differ_between_seeds_and_architectures()
    {
        var keys = Enumerable.Range(0, 100).Select(seed => ItemSeed.Key((ulong)seed, Baseline, SampleShape.Flat(784), 10))
            .Append(ItemSeed.Key(0, Baseline, SampleShape.Flat(4), 3))
            .Append(ItemSeed.Key(0, new([64, 64], Activation.Tanh, Initialisation.Normal), SampleShape.Flat(784), 10))
            .ToList();
        Assert.Equal(keys.Count, keys.Distinct().Count());
    }
}
