using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Messages.Serialization;

namespace Chaos.Actors.Campaigns.Tests;

public sealed class CampaignSpecJsonTests
{
    [Fact]
    public void Should_bring_a_specification_back_bit_for_bit()
    {
        var back = CampaignSpecJson.Read(CampaignSpecJson.Write(Samples.Spec));
        Assert.Equal(Describe.Value(Samples.Spec), Describe.Value(back));
    }

    [Fact]
    public void Should_differ_for_different_specifications()
    {
        var text = CampaignSpecJson.Write(Samples.Spec);
        Assert.Equal(text, CampaignSpecJson.Write(Samples.Spec with { L2 = [.. Samples.Spec.L2] }));
        Assert.NotEqual(text, CampaignSpecJson.Write(Samples.Spec with { Seeds = 51 }));
        Assert.NotEqual(text, CampaignSpecJson.Write(Samples.Spec with { LearningRates = [0.1, 0.3, 20] }));
        Assert.NotEqual(text, CampaignSpecJson.Write(Samples.Spec with { Task = new TaskSpec("mine", 2000, 500) }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"name\": 3")]
    [InlineData("{\"nmae\": \"x\"}")]
    public void Should_refuse_other_text(string text) =>
        Assert.Throws<FormatException>(() => CampaignSpecJson.Read(text));
}
