using Chaos.Actors.Analysis.Verdicts;

namespace Chaos.Actors.Analysis.Tests.Verdicts;

public sealed class ChaoticTransientTests
{
    private static readonly double[] Slow =
        [0.0, 0.311, 0.382, 0.153, -0.209, -0.441, -0.381, 0.007, 0.301, 0.352, 0.405, 0.029, -0.212, -0.161, 0.313, 0.592, 0.622, 0.357, -0.033, -0.284, -0.24, 0.32, 0.581, 0.592, 0.309, -0.395, -0.655, -0.62, 0.027, 0.271];

    private static readonly double[] Fast =
        [0.0, 0.184, -0.256, 0.127, 0.024, -0.269, 0.164, -0.096, -0.125, 0.204, 0.028, 0.254, 0.336, -0.106, 0.477, 0.284, 0.04, 0.444, 0.023, 0.04, 0.285, 0.069, 0.338, 0.329, -0.088, 0.004, -0.287, -0.491, 0.25, -0.224, -0.149, 0.018, -0.5, -0.21, -0.325, -0.231, 0.153, -0.216, -0.362, -0.065];

    /// <summary>What the function `transient` of the independent pilot (numpy) answers to the same sequences.</summary>
    public static TheoryData<double[], double, int, int> Pilot => new()
    {
        { [-0.1, -0.2], 0, 0, 0 },
        { [0.5], 0.5, 0, 1 },
        { [0.1, -0.05, 0.2, -1, 0.3, 0.3], 0.6, 4, 6 },
        { [0, 0, 1, -1, 1], 1, 2, 3 },
        { [0.25, -0.25, 0.25, 0.25, -0.5, 0.5], 0.5, 2, 4 },
        { Slow, 3.85, 7, 25 },
        { Fast, 3.045, 9, 24 },
    };

    [Theory]
    [MemberData(nameof(Pilot))]
    public void Should_find_what_the_pilot_finds(double[] growth, double amplification, int start, int end)
    {
        var found = ChaoticTransient.Of(growth, 0);
        Assert.Equal((amplification, start, end), (Math.Round(found.Amplification, 12), found.Start, found.End));
    }

    [Fact]
    public void Should_be_the_largest_of_all_segments()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            double[] growth = [.. Enumerable.Range(0, 25).Select(_ => random.NextDouble() - 0.5)];
            var flow = 0.1 * random.NextDouble();
            var most = (from s in Enumerable.Range(0, 26) from e in Enumerable.Range(s, 26 - s) select growth[s..e].Sum(g => g - flow)).Max();
            var found = ChaoticTransient.Of(growth, flow);
            Assert.Equal(most, found.Amplification, 12);
            Assert.Equal(found.Amplification, growth[found.Start..found.End].Sum() - (found.End - found.Start) * flow, 12);
        }
    }

    /// <summary>An exponent over the whole run falls as 1/T; what the transient says does not.</summary>
    [Fact]
    public void Should_not_depend_on_how_long_the_run_goes_on()
    {
        double[] burst = [.. Enumerable.Repeat(0.001, 5), .. Enumerable.Repeat(0.3, 20), .. Enumerable.Repeat(0.001, 75)];
        Assert.Equal(ChaoticTransient.Of(burst, 0.003), ChaoticTransient.Of([.. burst, .. Enumerable.Repeat(0.001, 400)], 0.003));
        var found = ChaoticTransient.Of(burst, 0.003);
        Assert.Equal((5, 25, 0.3, 5.94), (found.Start, found.End, Math.Round(found.Lambda, 12), Math.Round(found.Amplification, 12)));
    }

    [Fact]
    public void Should_see_nothing_in_flow_alone() =>
        Assert.Equal((0.0, 0, 0), ChaoticTransient.Of([.. Enumerable.Repeat(0.01, 1000)], 0.03) is var found ? (found.Amplification, found.Start, found.End) : default);
}
