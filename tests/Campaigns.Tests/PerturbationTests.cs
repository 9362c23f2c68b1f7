using Chaos.Actors.Campaigns.Canonical;
using Chaos.Actors.Campaigns.Files;

namespace Chaos.Actors.Campaigns.Tests;

/// <summary>When and where a campaign perturbs, and what it observes of that, from its file to its items' keys.</summary>
public sealed class PerturbationTests
{
    private const string Minimal =
        """
        task: iris
        architectures: [{hidden: [10], activation: sigmoid}]
        learningRates: [1, 0.1, 10]
        seeds: 3
        """;

    private static readonly TaskContents Contents = TaskContents.Parse("hash");

    [Theory]
    [InlineData("{at: 0, on: weights}", 0, "weights")]
    [InlineData("{at: 50}", 50, "weights")]
    [InlineData("{at: 200, on: all, epsilon: [0, 1]}", 200, "all")]
    [InlineData("{count: 2, on: 17}", 0, "17")]
    public void Should_be_what_the_file_says(string perturbation, int at, string on)
    {
        var campaign = Read($"perturbation: {perturbation}");
        Assert.Equal((at, on), (campaign.PerturbedAt, campaign.PerturbedOn.Text));
        Assert.Equal((at, on), (campaign.Grid.Item(4).Perturbation.At, campaign.Grid.Item(4).Perturbation.On.Text));
        var stored = CampaignSpecJson.Read(CampaignSpecJson.Write(campaign));
        Assert.Equal(campaign, stored);
        Assert.Equal(campaign.Grid.Item(4), stored.Grid.Item(4));
    }

    [Fact]
    public void Should_leave_the_keys_of_items_that_are_perturbed_as_ever_as_they_were()
    {
        var (plain, explicitly) = (Read(""), Read("perturbation: {at: 0, on: weights}\naccuracies: reference\nfunctions: false"));
        Assert.Equal(plain, explicitly);
        Assert.Equal(ItemKey.Of(plain, Contents, 1, 4), ItemKey.Of(explicitly, Contents, 1, 4));
        var others = new[] { "{at: 1}", "{on: all}", "{on: 9}", "{on: 10}", "{rescale: true}" }
            .Select(perturbation => ItemKey.Of(Read($"perturbation: {perturbation}"), Contents, 1, 4).Text);
        Assert.Equal(6, others.Append(ItemKey.Of(plain, Contents, 1, 4).Text).Distinct().Count());
    }

    [Fact]
    public void Should_say_in_what_campaigns_differ() => Assert.Equal(
        ["perturbation.at (0 there, 9 here)", "perturbation.rescale (false there, true here)", "perturbation.on (not given there, all here)"],
        SpecDifferences.Between(Read(""), Read("perturbation: {at: 9, on: all, rescale: true}")));

    [Theory]
    [InlineData("accuracies: all", "accuracies")]
    [InlineData("functions: true", "disagreement, logit-distance")]
    [InlineData("functions: true\naccuracies: all\nobserve: [test-loss, accuracies, disagreement]", "accuracies, disagreement, logit-distance, test-loss")]
    [InlineData("functions: false\naccuracies: reference\nobserve: test-loss", "test-loss")]
    public void Should_observe_what_short_fields_stand_for(string lines, string observed) =>
        Assert.Equal(observed, Read(lines).Observe.ToString());

    [Fact]
    public void Should_count_the_shared_beginning_once()
    {
        Assert.Equal(9 * 201 * 6, Read("").Grid.ReplicaEpochs);
        Assert.Equal(9 * (201 + 5 * 101), Read("perturbation: {at: 100}").Grid.ReplicaEpochs);
    }

    [Theory]
    [InlineData("biases")]
    [InlineData("0")]
    public void Should_refuse_a_stored_part_that_is_none(string on)
    {
        var text = CampaignSpecJson.Write(Read("perturbation: {on: all}")).Replace("\"all\"", $"\"{on}\"", StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => CampaignSpecJson.Read(text));
    }

    private static CampaignSpec Read(string lines) => CampaignFile.Parse($"{Minimal}\n{lines}\n", "x.yaml");
}
