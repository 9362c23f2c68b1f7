using System.IO.Compression;
using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using Chaos.Actors.Api.Documents;

namespace Chaos.Actors.Api.Tests;

/// <summary>What is answered to who asks for what there is.</summary>
[Collection(ApiCollection.Name)]
public sealed class RouteTests(ApiCluster cluster)
{
    /// <summary>After a change that was meant, write docs/openapi.json anew: CHAOS_WRITE=1.</summary>
    [Fact]
    public async Task Should_be_described_by_the_document_in_the_repository()
    {
        var served = (await cluster.Reader.GetStringAsync(ApiRoutes.OpenApi)).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("CHAOS_WRITE") == "1") await File.WriteAllTextAsync(DescribedRoutes.Path, served);

        Assert.Equal(await File.ReadAllTextAsync(DescribedRoutes.Path), served);
        var known = typeof(ApiRoutes).GetFields().Select(field => (string)field.GetValue(null)!).Except([ApiRoutes.Prefix, ApiRoutes.OpenApi]);
        Assert.Equal(known.Order(), DescribedRoutes.All().Select(route => route.Template).Distinct().Order());
    }

    [Fact]
    public async Task Should_answer_every_address_that_is_read()
    {
        foreach (var (_, template) in DescribedRoutes.All().Where(route => route.Method == HttpMethod.Get))
        {
            using var answer = await cluster.Reader.GetAsync(DescribedRoutes.Existing(template), HttpCompletionOption.ResponseHeadersRead);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{template}: {answer.StatusCode}");
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Contains("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        }
    }

    [Fact]
    public async Task Should_say_where_a_campaign_stands()
    {
        var list = await GetAsync<ListDocument>(ApiRoutes.Campaigns);
        var status = await GetAsync<StatusDocument>(ApiRoutes.For(ApiRoutes.Campaign, "tiny"));

        Assert.Equal(("finished", 6L), (list.Campaigns.Single(campaign => campaign.Campaign == "tiny").State, status.Done));
        Assert.Equal([0.1, 1.0], status.Cells.Select(cell => cell.LearningRate));
        Assert.All(status.Cells, cell => Assert.Equal((3, 3L), (cell.Seeds, cell.Done)));
        var cells = await GetAsync<CellsDocument>(ApiRoutes.For(ApiRoutes.Cells, "tiny"));
        Assert.Equal([3, 3], cells.Cells.Select(cell => cell.Seeds));
    }

    [Fact]
    public async Task Should_give_out_items_a_page_at_a_time()
    {
        var (seen, after) = (new List<long>(), -1L);
        for (var pages = 0; pages < 4; pages++)
        {
            var page = await GetAsync<ItemsDocument>(ApiRoutes.For(ApiRoutes.Items, "tiny") + $"?state=done&limit=2&after={after}");
            seen.AddRange(page.Items.Select(item => item.Item));
            Assert.All(page.Items, item => Assert.Equal(("done", "t1", 64), (item.State, item.Node, item.Result!.Digest.Length)));
            if (page.Next is not { } next) break;
            after = next;
        }

        Assert.Equal([0, 1, 2, 3, 4, 5], seen);
        Assert.Equal(6, (await GetAsync<ItemsDocument>(ApiRoutes.For(ApiRoutes.Items, "tiny"))).Items.Count);
        foreach (var state in new[] { "waiting", "failed", "running" })
            Assert.Empty((await GetAsync<ItemsDocument>(ApiRoutes.For(ApiRoutes.Items, "tiny") + $"?state={state}")).Items);
    }

    [Fact]
    public async Task Should_give_out_items_in_short()
    {
        var all = await GetAsync<PointsDocument>(ApiRoutes.For(ApiRoutes.Points, "tiny"));
        var page = await GetAsync<PointsDocument>(ApiRoutes.For(ApiRoutes.Points, "tiny") + "?after=1&limit=3");
        var items = (await GetAsync<ItemsDocument>(ApiRoutes.For(ApiRoutes.Items, "tiny"))).Items;

        Assert.Equal((0L, "dddddd", (long?)null), (all.First, all.States, all.Next));
        Assert.Equal((2L, "ddd", 4L), (page.First, page.States, page.Next));
        Assert.Equal(items.Select(item => (item.Cell, item.Seed, item.Result!.Lambda)), all.Cells.Zip(all.Seeds, all.Lambdas));
        Assert.Equal(items.Select(item => item.Result!.TrainingTimes), Enumerable.Range(0, 6).Select(item => all.TrainingTimes.Select(times => times[item])));
        Assert.Equal(all.Lambdas.Skip(2).Take(3), page.Lambdas);
    }

    [Fact]
    public async Task Should_give_out_a_series_bit_for_bit()
    {
        var address = ApiRoutes.For(ApiRoutes.Series, "tiny", "1", "distance");
        var json = await GetAsync<SeriesDocument>(address);
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "application/octet-stream" } } };
        using var raw = await cluster.Reader.SendAsync(request);
        var values = MemoryMarshal.Cast<byte, double>(await raw.Content.ReadAsByteArrayAsync()).ToArray();

        Assert.Equal("5,21", Assert.Single(raw.Headers.GetValues("Chaos-Shape")));
        Assert.Equal(values, json.Rows.SelectMany(row => row));
        var item = await GetAsync<ItemDocument>(ApiRoutes.For(ApiRoutes.Item, "tiny", "1"));
        Assert.Contains(new ItemDocument.SeriesShape("distance", 5, 21), item.Series!);
    }

    [Fact]
    public async Task Should_give_out_verdict_figures_report_and_tables()
    {
        using var verdict = JsonDocument.Parse(await cluster.Reader.GetStringAsync(ApiRoutes.For(ApiRoutes.Verdict, "tiny")));
        Assert.Equal("chaos/verdict/1", verdict.RootElement.GetProperty("schema").GetString());
        var figures = await GetAsync<FiguresDocument>(ApiRoutes.For(ApiRoutes.Figures, "tiny"));
        var svg = await cluster.Reader.GetStringAsync(ApiRoutes.For(ApiRoutes.Figure, "tiny", figures.Figures[0].Stem + ".svg"));
        Assert.Contains("<svg", svg);
        Assert.Contains("<svg", await cluster.Reader.GetStringAsync(ApiRoutes.For(ApiRoutes.Report, "tiny")));
        await using var zip = new ZipArchive(await cluster.Reader.GetStreamAsync(ApiRoutes.For(ApiRoutes.Export, "tiny", "csv.zip")));
        Assert.Equal(["items.csv", "cells.csv", "verdict.json"], zip.Entries.Select(entry => entry.Name));
        using var items = new StreamReader(await zip.GetEntry("items.csv")!.OpenAsync());
        Assert.Equal(7, (await items.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Should_show_trainers_and_what_excluding_them_would_lose()
    {
        var node = Assert.Single((await GetAsync<NodesDocument>(ApiRoutes.Nodes)).Nodes);
        Assert.Equal(("t1", "at work", 1, false), (node.Name, node.State, node.Slots, node.Excluded));
        var dry = await ApiCluster.ReadAsync<ExclusionDocument>(await cluster.Writer.PostAsync(ApiRoutes.For(ApiRoutes.Exclude, "t1") + "?dryRun=true", null));
        Assert.Equal((true, 6L), (dry.DryRun, dry.Discarded.Single(loss => loss.Campaign == "tiny").Items));
        Assert.False(Assert.Single((await GetAsync<NodesDocument>(ApiRoutes.Nodes)).Nodes).Excluded);
        Assert.Equal(HttpStatusCode.NotFound, (await cluster.Writer.PostAsync(ApiRoutes.For(ApiRoutes.Exclude, "t2"), null)).StatusCode);
    }

    private async Task<T> GetAsync<T>(string address)
    {
        using var answer = await cluster.Reader.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await ApiCluster.ReadAsync<T>(answer);
    }
}
