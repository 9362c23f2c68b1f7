using System.Net;
using Chaos.Actors.Api.Documents;

namespace Chaos.Actors.Api.Tests;

/// <summary>What changes something, and who may ask for it.</summary>
[Collection(ApiCollection.Name)]
public sealed class ChangeTests(ApiCluster cluster)
{
    [Fact]
    public async Task Should_begin_continue_extend_pause_cancel_and_delete()
    {
        const string name = "life";
        var yaml = ApiCluster.Tiny.Replace("name: tiny", "name: life", StringComparison.Ordinal).Replace("seeds: 3", "seeds: 5000", StringComparison.Ordinal);
        var begun = await cluster.SubmitAsync(yaml, name, "?priority=-3");
        Assert.Equal((HttpStatusCode.Created, "submitted"), (begun.StatusCode, (await ApiCluster.ReadAsync<SubmittedDocument>(begun)).Outcome));
        Assert.Equal("/api/v1/campaigns/life", begun.Headers.Location?.OriginalString);
        Assert.Equal((-3, "paused"), await TellAsync(ApiRoutes.Pause));
        Assert.Equal(HttpStatusCode.Conflict, (await cluster.Writer.DeleteAsync(ApiRoutes.For(ApiRoutes.Campaign, name))).StatusCode);
        var again = await cluster.SubmitAsync(yaml, name);
        Assert.Equal((HttpStatusCode.OK, "continues"), (again.StatusCode, (await ApiCluster.ReadAsync<SubmittedDocument>(again)).Outcome));
        var more = await ApiCluster.ReadAsync<SubmittedDocument>(await cluster.SubmitAsync(yaml, name, "?seeds=6000"));
        Assert.Equal(("extended", 12_000L), (more.Outcome, more.Items));
        // Without the file.
        var etas = await ApiCluster.ReadAsync<SubmittedDocument>(await cluster.Writer.PostAsync(ApiRoutes.For(ApiRoutes.Extend, name) + "?eta=0.5&eta=2", null));
        Assert.Equal(("extended", 24_000L), (etas.Outcome, etas.Items));
        var seeds = await ApiCluster.ReadAsync<SubmittedDocument>(await cluster.Writer.PostAsync(ApiRoutes.For(ApiRoutes.Extend, name) + "?seeds=6001", null));
        Assert.Equal(("extended", 24_004L), (seeds.Outcome, seeds.Items));
        foreach (var wrong in (string[])["", "?seeds=6000", "?seeds=0", "?seeds=2000000000", "?eta=0", "?eta=-1", "?eta=NaN", "?eta=x"])
            Assert.Equal(HttpStatusCode.BadRequest, (await cluster.Writer.PostAsync(ApiRoutes.For(ApiRoutes.Extend, name) + wrong, null)).StatusCode);
        Assert.Equal((-3, "cancelled"), await TellAsync(ApiRoutes.Cancel));
        Assert.Equal((-3, "running"), await TellAsync(ApiRoutes.Resume));
        Assert.Equal((-3, "running"), await TellAsync(ApiRoutes.Retry));
        Assert.Equal((-3, "cancelled"), await TellAsync(ApiRoutes.Cancel));
        await cluster.UntilAsync(async () => (await cluster.Writer.DeleteAsync(ApiRoutes.For(ApiRoutes.Campaign, name))).StatusCode == HttpStatusCode.NoContent);
        Assert.Equal(HttpStatusCode.NotFound, (await cluster.Reader.GetAsync(ApiRoutes.For(ApiRoutes.Campaign, name))).StatusCode);

        // Nothing is left of it: one of that name begins anew.
        var anew = await cluster.SubmitAsync(yaml.Replace("0.1, 1.0", "0.25", StringComparison.Ordinal).Replace("5000", "2", StringComparison.Ordinal), name);
        Assert.Equal(HttpStatusCode.Created, anew.StatusCode);
        await cluster.UntilStateAsync(name, "finished");
        Assert.Contains("Audit: writer asked DELETE deleteCampaign of life: 204", cluster.Log);

        async Task<(int, string)> TellAsync(string route)
        {
            using var answer = await cluster.Writer.PostAsync(ApiRoutes.For(route, name), null);
            var status = await ApiCluster.ReadAsync<StatusDocument>(answer);
            return (status.Priority, status.State);
        }
    }

    [Fact]
    public async Task Should_say_where_a_campaign_file_is_wrong()
    {
        using var answer = await cluster.SubmitAsync(ApiCluster.Tiny.Replace("task: iris", "task: irs", StringComparison.Ordinal), "tiny");
        var problem = await ApiCluster.ReadAsync<ProblemDocument>(answer);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(new ProblemDocument.FileError("tiny.yaml", 2, 7, "task", "found irs, did you mean 'iris'?"), Assert.Single(problem.Errors!));
    }

    [Theory]
    [InlineData("task: {csv: {train: /etc/passwd}}", 13, "does not open")]
    [InlineData("task: {idx: {trainImages: a, trainLabels: b, testImages: c, testLabels: d}}", 13, "does not open")]
    [InlineData("task: iris\ntrain: 100000000", 0, "")]
    public async Task Should_open_no_file_and_refuse_what_does_not_fit_the_data(string task, int column, string message)
    {
        using var answer = await cluster.SubmitAsync(ApiCluster.Tiny.Replace("task: iris", task, StringComparison.Ordinal), "tiny");
        var problem = await ApiCluster.ReadAsync<ProblemDocument>(answer);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        if (message.Length == 0) return;
        Assert.Equal((2, column), (problem.Errors![0].Line, problem.Errors[0].Column));
        Assert.Contains(message, problem.Errors[0].Message);
    }

    [Fact]
    public async Task Should_say_in_what_two_campaigns_of_a_name_differ()
    {
        using var answer = await cluster.SubmitAsync(ApiCluster.Tiny.Replace("0.1, 1.0", "0.3", StringComparison.Ordinal), "tiny");
        var problem = await ApiCluster.ReadAsync<ProblemDocument>(answer);

        Assert.Equal((HttpStatusCode.Conflict, ProblemTypes.DifferentCampaign), (answer.StatusCode, problem.Type));
        Assert.Contains("learningRates", Assert.Single(problem.Differences!));
    }

    /// <summary>Whatever is added to the API has to be kept from who may only read, and from strangers.</summary>
    [Fact]
    public async Task Should_change_nothing_for_who_may_not()
    {
        using var wrong = cluster.Client(null);
        wrong.DefaultRequestHeaders.Add("Authorization", "Bearer chaos_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        var before = await CampaignsAsync();
        foreach (var (method, template) in DescribedRoutes.All())
        {
            var address = DescribedRoutes.Existing(template);
            foreach (var stranger in new[] { cluster.Nobody, wrong })
            {
                using var refused = await stranger.SendAsync(new HttpRequestMessage(method, address));
                Assert.True(refused.StatusCode == HttpStatusCode.Unauthorized, $"{method} {address}: {refused.StatusCode}");
                Assert.Equal("Bearer", refused.Headers.WwwAuthenticate.ToString());
            }
            if (method == HttpMethod.Get) continue;
            using var denied = await cluster.Reader.SendAsync(new HttpRequestMessage(method, address) { Content = ApiCluster.Yaml(ApiCluster.Tiny) });
            Assert.True(denied.StatusCode == HttpStatusCode.Forbidden, $"{method} {address}: {denied.StatusCode}");
        }
        Assert.Equal(before, await CampaignsAsync());

        async Task<List<(string, string, int, long, long)>> CampaignsAsync()
        {
            var list = await ApiCluster.ReadAsync<ListDocument>(await cluster.Reader.GetAsync(ApiRoutes.Campaigns));
            Assert.Empty(list.Excluded);
            return [.. list.Campaigns.Select(campaign => (campaign.Campaign, campaign.State, campaign.Priority, campaign.Items, campaign.Done))];
        }
    }
}
