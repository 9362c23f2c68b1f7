using Chaos.Actors.Campaigns.Canonical;
using Chaos.Actors.Dynamics.Losses;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using Google.Protobuf;

namespace Chaos.Actors.Campaigns.Tests;

/// <summary>Whatever a specification says is in its canonical bytes, and comes back from them.</summary>
public sealed class CanonicalTests
{
    public static TheoryData<string> ItemProperties => [.. Alteration.Of(Samples.Item).Select(other => other.Path)];

    public static TheoryData<string> CampaignProperties => [.. Alteration.Of(Samples.Campaign).Select(other => other.Path)];

    [Theory]
    [MemberData(nameof(ItemProperties))]
    public void Should_have_another_key_whatever_of_an_item_is_another(string path)
    {
        var other = Alteration.Of(Samples.Item).First(other => other.Path == path).Altered;
        Assert.NotEqual(ItemKey.Of(Samples.Item, "content", 1), ItemKey.Of(other, "content", 1));
    }

    [Fact]
    public void Should_have_another_key_for_other_data_and_another_numerics_version()
    {
        ItemKey[] keys = [ItemKey.Of(Samples.Item, "content", 1), ItemKey.Of(Samples.Item, "contens", 1), ItemKey.Of(Samples.Item, "content", 2)];
        Assert.Equal(3, keys.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(CampaignProperties))]
    public void Should_be_another_campaign_whatever_is_another_and_come_back_as_it_is(string path)
    {
        var other = Alteration.Of(Samples.Campaign).First(other => other.Path == path).Altered;
        Assert.NotEqual(Samples.Campaign, other);
        Assert.NotEmpty(SpecDifferences.Between(Samples.Campaign, other));
        Assert.Equal(Describe(other), Describe(CampaignSpecJson.Read(CampaignSpecJson.Write(other))));
    }

    [Fact]
    public void Should_look_at_everything_there_is()
    {
        Assert.Equal(12, Alteration.Properties(typeof(PairGroupSpec)).Count());
        Assert.Contains("Perturbation.Epsilon", Alteration.Of(Samples.Item).Select(other => other.Path));
        Assert.Contains("Perturbation.At", Alteration.Of(Samples.Item).Select(other => other.Path));
        Assert.Contains("Perturbation.On all", Alteration.Of(Samples.Item).Select(other => other.Path));
        Assert.Contains("Tasks[3].Synthetic.Hidden[1]", Alteration.Of(Samples.Campaign).Select(other => other.Path));
        Assert.Contains("Tasks[2].Files.Pixels Raw", Alteration.Of(Samples.Campaign).Select(other => other.Path));
        Assert.Contains("Tasks[0].Files.Standardise All", Alteration.Of(Samples.Campaign).Select(other => other.Path));
        Assert.Contains("Architectures[1].Initialisation Normal", Alteration.Of(Samples.Campaign).Select(other => other.Path));
        Assert.True(CampaignProperties.Count > 35, $"{CampaignProperties.Count}");
    }

    [Fact]
    public void Should_be_the_same_campaign_when_nothing_is_another() => Assert.Equal(
        Samples.Campaign, Samples.Campaign with { L2 = [.. Samples.Campaign.L2], Tasks = [.. Samples.Campaign.Tasks] });

    /// <summary>Kept for ever: in databases, and in the keys of what they hold.</summary>
    [Fact]
    public void Should_have_the_bytes_it_always_had()
    {
        var item = new PairGroupSpec(new Architecture([64], Activation.Tanh, Initialisation.Normal), 5, 0, Perturbation.Baseline, 201, 3);
        Assert.Equal("0A240A070A014010011801110000000000001440220B0805113A8C30E28E79453E28C901300312036162631801", Convert.ToHexString(CanonicalBytes.Of(item, "abc", 1)));
        Assert.Equal("249f4f32a0d7a07f3d37cdbc3a8d14158af58f35a89811230ad4339ad1cb842e", ItemKey.Of(item, "abc", 1).Text);
    }

    [Theory]
    [InlineData(0, "0A046D696E6510D00F18F4032A150A05612E6373761205622E63737618012201792801")]
    [InlineData(2, "0A0563696661723215")]
    public void Should_have_the_bytes_of_tasks_that_it_always_had(int task, string start) =>
        Assert.StartsWith(start, Convert.ToHexString(Canonical.TaskMapping.ToMessage(Samples.Campaign.Tasks[task]).ToByteArray()));

    /// <summary>What the first releases stored: one task, one ε, seeds from 0.</summary>
    [Fact]
    public void Should_read_specifications_of_campaigns_with_one_task()
    {
        const string Stored =
            """
            { "name": "old", "task": { "name": "iris" }, "architectures": [ { "hidden": [ 8 ], "activation": "TANH", "initialisation": "NORMAL" } ],
              "l2": [ 0 ], "learningRates": [ 0.1, 1 ], "seeds": 3, "epochs": 20, "perturbation": { "count": 2, "epsilon": 1e-08 }, "thresholds": [ 0.8 ] }
            """;
        var campaign = CampaignSpecJson.Read(Stored);
        Assert.Equal([new TaskSpec("iris")], campaign.Tasks);
        Assert.Equal((1e-8, 2, 0, 3), (Assert.Single(campaign.Epsilons), campaign.Replicas, campaign.FirstSeed, campaign.Seeds));
        Assert.Equal(6, campaign.Grid.Items);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"name\": 3")]
    [InlineData("{\"nmae\": \"x\"}")]
    public void Should_refuse_other_text(string text) =>
        Assert.Throws<FormatException>(() => CampaignSpecJson.Read(text));

    private static string Describe(object? value) => value switch
    {
        null => "null",
        double number => BitConverter.DoubleToInt64Bits(number).ToString("x"),
        string or int or long or ulong or bool or Enum or Architecture or Observable or Loss or PerturbedPart => value.ToString()!,
        System.Collections.IEnumerable list => "[" + string.Join(", ", list.Cast<object?>().Select(Describe)) + "]",
        _ => value.GetType().Name + "{" + string.Join(", ", Alteration.Properties(value.GetType())
            .Select(property => $"{property.Name} = {Describe(property.GetValue(value))}")) + "}",
    };
}
