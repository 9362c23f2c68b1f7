using Chaos.Actors.Analysis.Figures;
using CsCheck;

namespace Chaos.Actors.Analysis.Tests.Figures;

public sealed class LabelSpreadTests
{
    [Fact]
    public void Should_leave_labels_that_do_not_touch() =>
        Assert.Equal([100f, 200f, 300f], LabelSpread.Apart([100f, 200f, 300f], 20, 0, 400));

    [Fact]
    public void Should_centre_labels_that_coincide() =>
        Assert.Equal([80f, 100f, 120f], LabelSpread.Apart([100f, 100f, 100f], 20, 0, 400));

    [Fact]
    public void Should_keep_the_gap_the_order_and_the_limits() =>
        Gen.Float[0, 600].Array[1, 30].Sample(wanted =>
        {
            Array.Sort(wanted);
            var places = LabelSpread.Apart(wanted, 20, 0, 600);
            return places.Zip(places.Skip(1)).All(pair => pair.Second - pair.First > 19.99f)
                && places.All(place => place is > -0.01f and < 600.01f);
        });
}
