using Chaos.Actors.Campaigns.Files;

namespace Chaos.Actors.Campaigns.Tests;

/// <summary><c>search:</c> in campaign files.</summary>
public sealed class SearchFileTests
{
    private const string Rest = "task: iris\narchitectures: 8-tanh\nseeds: 40\n";

    [Fact]
    public void Should_search_between_the_ends_of_the_learning_rates()
    {
        var campaign = CampaignFile.Parse(Rest + "learningRates: [0.1, 1, 2, 20]\nsearch: {width: 0.2}", "x.yaml");
        Assert.Equal((0.2, 0.1, 20, 0), (campaign.Search!.Width, campaign.Search.Low, campaign.Search.High, campaign.Search.Budget));
        Assert.Equal([0.1, 0.215, 0.464, 1, 2.15, 4.64, 10, 20], campaign.LearningRates);
        Assert.Equal(16, campaign.Grid.Items);
        Assert.Equal(40, campaign.Seeds);
    }

    [Fact]
    public void Should_need_no_learning_rates_where_it_says_the_range() =>
        Assert.Equal(20, CampaignFile.Parse(Rest + "search: {low: 0.01, high: 10, budget: 500}", "x.yaml").Grid.Items);

    [Theory]
    [InlineData("search: {width: 0.1}", 1, 1, "learningRates", "missing")]
    [InlineData("learningRates: 1\nsearch: {width: 0.1}", 5, 9, "search", "found a range of η from 1 to 1, expected high to be at least twice low")]
    [InlineData("search: {low: 5, high: 1}", 4, 9, "search", "found a range of η from 5 to 1")]
    [InlineData("search: {low: 1, high: 9, width: 2}", 4, 34, "search.width", "found 2, expected a share of at least 0.001 and below 2")]
    [InlineData("search: {low: 1, high: 9, budget: 7}", 4, 35, "search.budget", "found 7, expected at least the 8 items of the first round")]
    [InlineData("search: {low: 1, high: 9, erorr: 7}", 4, 27, "search.erorr", "unknown field, did you mean 'error'?")]
    public void Should_say_what_is_wrong_and_where(string lines, int line, int column, string field, string message)
    {
        var problem = Assert.Single(Assert.Throws<CampaignFileException>(() => CampaignFile.Parse(Rest + lines, "x.yaml")).Problems);
        Assert.Equal((line, column, field), (problem.Line, problem.Column, problem.Field));
        Assert.StartsWith(message, problem.Message);
    }
}
