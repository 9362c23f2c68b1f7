using System.IO.Compression;
using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Ipc;
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

    [Theory]
    [InlineData("loss", "loss_0,loss_1,loss_2,loss_3,loss_4,loss_5")]
    [InlineData("accuracy", "accuracy")]
    public async Task Should_give_out_a_series_as_an_arrow_stream_bit_for_bit(string series, string columns)
    {
        var raw = await (await AcceptingAsync("application/octet-stream", series)).Content.ReadAsByteArrayAsync();
        using var answer = await AcceptingAsync("text/html, application/vnd.apache.arrow.stream, application/json;q=0.5", series);
        Assert.Equal("application/vnd.apache.arrow.stream", answer.Content.Headers.ContentType?.MediaType);
        using var reader = new ArrowStreamReader(await answer.Content.ReadAsStreamAsync());
        using var batch = await reader.ReadNextRecordBatchAsync();
        Assert.Null(await reader.ReadNextRecordBatchAsync());

        Assert.Equal("epoch," + columns, string.Join(',', batch.Schema.FieldsList.Select(field => field.Name)));
        Assert.Equal(Enumerable.Range(0, batch.Length), Assert.IsType<Int32Array>(batch.Column(0)).Values.ToArray());
        var values = batch.Arrays.Skip(1).SelectMany(column => Assert.IsType<DoubleArray>(column).Values.ToArray()).ToArray();
        Assert.Equal(raw, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
    }

    [Theory]
    [InlineData("application/json", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("text/html, */*;q=0.1", "application/json")]
    [InlineData("*/*, application/octet-stream", "application/octet-stream")]
    [InlineData("no media type", "application/json")]
    [InlineData("image/png, application/json;q=0", "application/problem+json")]
    public async Task Should_give_out_a_series_in_the_form_that_is_liked_best(string accepted, string given)
    {
        using var answer = await AcceptingAsync(accepted, "loss");
        Assert.Equal(given, answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(given.Contains("problem", StringComparison.Ordinal) ? HttpStatusCode.NotAcceptable : HttpStatusCode.OK, answer.StatusCode);
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
    public async Task Should_give_out_the_files_that_chaos_export_writes()
    {
        (string Export, string Format)[] formats = [("csv.zip", "csv"), ("parquet.zip", "parquet"), ("h5.zip", "hdf5")];
        var folder = Directory.CreateTempSubdirectory("chaos export ");
        try
        {
            ChaosProcess[] writing = [.. formats.Select(one =>
                ChaosProcess.Start(folder.FullName, "export", cluster.Database, "--campaign", "tiny", "--format", one.Format, "--out", one.Export))];
            await cluster.UntilAsync(() => Task.FromResult(writing.All(process => process.HasEnded)));
            foreach (var (export, _) in formats)
            {
                await using var zip = new ZipArchive(await cluster.Reader.GetStreamAsync(ApiRoutes.For(ApiRoutes.Export, "tiny", export)));
                var written = Directory.GetFiles(Path.Combine(folder.FullName, export));
                Assert.Equal(written.Select(Path.GetFileName).Order(), zip.Entries.Select(entry => entry.FullName).Order());
                foreach (var entry in zip.Entries)
                {
                    await using var content = await entry.OpenAsync();
                    using var bytes = new MemoryStream();
                    await content.CopyToAsync(bytes);
                    Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(folder.FullName, export, entry.FullName)), bytes.ToArray());
                }
            }
            foreach (var process in writing) process.Dispose();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
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

    private async Task<HttpResponseMessage> AcceptingAsync(string types, string series)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, ApiRoutes.For(ApiRoutes.Series, "tiny", "1", series));
        request.Headers.TryAddWithoutValidation("Accept", types);
        return await cluster.Reader.SendAsync(request);
    }

    private async Task<T> GetAsync<T>(string address)
    {
        using var answer = await cluster.Reader.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await ApiCluster.ReadAsync<T>(answer);
    }
}
