using Chaos.Actors.Analysis.Figures;

namespace Chaos.Actors.Analysis.Tests.Figures;

public sealed class RichTextTests
{
    [Fact]
    public void Should_set_subscripts_smaller()
    {
        var subscript = RichText.Markup("λ_{nMLE} (η)").Measure(20);
        Assert.True(subscript < RichText.Plain("λnMLE (η)").Measure(20));
        Assert.True(subscript > RichText.Plain("λ (η)").Measure(20));
    }

    [Fact]
    public void Should_leave_a_users_text_alone() =>
        Assert.True(RichText.Plain("a_{b}").Measure(20) > RichText.Plain("ab").Measure(20));

    [Fact]
    public void Should_shrink_to_fit()
    {
        var text = RichText.Plain("a long title");
        var size = text.Fit(20, 50);
        Assert.Equal(50, text.Measure(size), 0.5);
        Assert.Equal(20, text.Fit(20, 1000));
    }
}
