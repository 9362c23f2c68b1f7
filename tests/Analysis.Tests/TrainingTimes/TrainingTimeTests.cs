using Chaos.Actors.Analysis.TrainingTimes;

namespace Chaos.Actors.Analysis.Tests.TrainingTimes;

public sealed class TrainingTimeTests
{
    [Theory]
    [InlineData(0.1, 0)]
    [InlineData(0.5, 1)]
    [InlineData(0.8, 3)]
    [InlineData(0.81, null)]
    public void Should_be_the_first_epoch_at_or_above_the_threshold(double threshold, int? expected) =>
        Assert.Equal(expected, TrainingTime.First([0.1, 0.5, 0.4, 0.8, 0.8], threshold));

    [Fact]
    public void Should_be_null_without_epochs() => Assert.Null(TrainingTime.First([], 0.5));

    public static TheoryData<int?[], double> Medians => new()
    {
        { [3], 3 },
        { [null], double.PositiveInfinity },
        { [9, 1, 5], 5 },
        { [4, 1, 9, 2], 3 },
        { [null, 1, 5], 5 },
        { [null, 1, null], double.PositiveInfinity },
        { [7, 1, 5, null], 6 },
        { [1, 5, null, null], double.PositiveInfinity }, // half is not enough: one middle value is infinite
        { [], double.NaN },
    };

    [Theory]
    [MemberData(nameof(Medians))]
    public void Should_count_never_reached_as_infinite_in_the_median(int?[] times, double expected) =>
        Assert.Equal(expected, TrainingTime.Median(times));
}
