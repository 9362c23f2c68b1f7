using Chaos.Actors.Campaigns.Canonical;
using Chaos.Actors.Campaigns.Files;

namespace Chaos.Actors.Campaigns.Tests;

/// <summary>The verdict's criterion, from a campaign's file to its bytes.</summary>
public sealed class VerdictCriterionTests
{
    private const string Minimal =
        """
        task: iris
        architectures: 8-tanh
        learningRates: [1, 2]
        seeds: 2
        thresholds: [0.6, 0.7, 0.8, 0.9]
        """;

    [Theory]
    [InlineData("", 3, 1, null, 1)]
    [InlineData("verdict: {}", 3, 1, null, 1)]
    [InlineData("verdict: {kappa: 2}", 2, 1, null, 1)]
    [InlineData("verdict: {decades: 0.5, threshold: 0.9}", 3, 0.5, 0.9, 3)]
    [InlineData("verdict: {kappa: 5, decades: 2, threshold: 0.60}", 5, 2, 0.6, 0)]
    public void Should_be_what_the_file_says(string line, double kappa, double decades, double? threshold, int primary)
    {
        var campaign = Read(line);
        Assert.Equal(new VerdictCriterion(kappa, decades, threshold), campaign.Verdict);
        Assert.Equal(primary, campaign.Verdict.PrimaryOf(campaign.Thresholds));
        Assert.Equal(campaign, CampaignSpecJson.Read(CampaignSpecJson.Write(campaign)));
    }

    [Fact]
    public void Should_have_no_primary_threshold_where_there_is_none() => Assert.Equal(-1, VerdictCriterion.Default.PrimaryOf([]));

    [Theory]
    [InlineData("verdict: 3", "x.yaml:6:10: verdict: found 3, expected a mapping with kappa, decades, threshold")]
    [InlineData("verdict: {kapa: 3}", "x.yaml:6:11: verdict.kapa: unknown field, did you mean 'kappa'?")]
    [InlineData("verdict: {kappa: 0.9}", "x.yaml:6:18: verdict.kappa: found 0.9, expected a number of at least 1: at 1, gradient flow itself would be the limit of chaos")]
    [InlineData("verdict: {decades: 0}", "x.yaml:6:20: verdict.decades: found 0, expected a number of decades above 0")]
    [InlineData("verdict: {decades: one}", "x.yaml:6:20: verdict.decades: found one, expected a number of decades above 0")]
    [InlineData("verdict: {threshold: 0.85}", "x.yaml:6:22: verdict.threshold: found 0.85, expected one of thresholds: 0.6, 0.7, 0.8, 0.9")]
    public void Should_refuse_what_is_no_criterion(string line, string problem) =>
        Assert.Equal(problem, Assert.Throws<CampaignFileException>(() => Read(line)).Message);

    /// <summary>Series measured before there was one, or under another, stay those of the same items.</summary>
    [Fact]
    public void Should_change_no_item_and_no_bytes_where_nothing_is_said()
    {
        var (usual, other) = (Read(""), Read("verdict: {kappa: 2}"));
        Assert.Equal(usual.Grid.Item(1), other.Grid.Item(1));
        Assert.NotEqual(usual, other);
        Assert.DoesNotContain("verdict", CampaignSpecJson.Write(usual), StringComparison.Ordinal);
        Assert.Equal(CanonicalBytes.Of(usual), CanonicalBytes.Of(Read("verdict: {kappa: 3, decades: 1}")));
    }

    private static CampaignSpec Read(string line) => CampaignFile.Parse($"{Minimal}\n{line}", "x.yaml");
}
