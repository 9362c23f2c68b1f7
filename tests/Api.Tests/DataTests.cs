using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Api.Tests;

/// <summary>Own data: sent by one machine, computed on another that never had the file.</summary>
[Collection(ApiCollection.Name)]
public sealed class DataTests(ApiCluster cluster) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chaos-data-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Should_compute_on_data_that_the_trainer_never_had_with_the_bits_of_a_run_beside_the_file()
    {
        var file = Rows(seed: 1);
        var reference = DataReference.Of(file);
        var refused = await ApiCluster.ReadAsync<ProblemDocument>(await cluster.SubmitAsync(Campaign("own", reference.ToString()), "own"));
        Assert.Equal(422, refused.Status);
        Assert.Contains("there is no such file on the coordinator. Send it first: PUT /api/v1/data/", refused.Detail);

        var sent = await SendAsync(file, reference.Sha256);
        Assert.Equal((HttpStatusCode.Created, reference.Sha256), (sent.StatusCode, (await ApiCluster.ReadAsync<DataDocument>(sent)).Sha256));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(file, reference.Sha256)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await cluster.SubmitAsync(Campaign("own", reference.ToString()), "own")).StatusCode);
        await cluster.UntilStateAsync("own", "finished");

        var items = await ApiCluster.ReadAsync<ItemsDocument>(await cluster.Reader.GetAsync(ApiRoutes.For(ApiRoutes.Items, "own")));
        var campaign = CampaignFile.Parse(Campaign("own", file), Path.Combine(_folder, "own.yaml"));
        var task = new PreparedTask(TaskReader.Read(campaign.Tasks[0], DataDirectory.Default));
        Assert.Equal(4, items.Items.Count);
        Assert.All(items.Items, item => Assert.Equal(
            new PairGroup(task, campaign.Grid.Item(item.Item)).Run().Digest(), item.Result!.Digest));

        var address = ApiRoutes.For(ApiRoutes.DataFile, reference.Sha256);
        Assert.Equal(["own"], (await ApiCluster.ReadAsync<DataDocument>(await cluster.Reader.GetAsync(address))).Campaigns);
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "application/octet-stream" } } };
        using var raw = await cluster.Reader.SendAsync(request);
        Assert.Equal(await File.ReadAllBytesAsync(file), await raw.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.Conflict, (await cluster.Writer.DeleteAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await cluster.Writer.DeleteAsync(ApiRoutes.For(ApiRoutes.Campaign, "own"))).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await cluster.Writer.DeleteAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await cluster.Reader.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task Should_keep_nothing_that_is_not_what_its_name_says()
    {
        var file = Rows(seed: 2);
        var other = Convert.ToHexStringLower(SHA256.HashData("another"u8));
        var refused = await ApiCluster.ReadAsync<ProblemDocument>(await SendAsync(file, other));
        Assert.Equal(400, refused.Status);
        Assert.Contains($"and not {other}", refused.Detail);
        Assert.Equal(HttpStatusCode.NotFound, (await cluster.Reader.GetAsync(ApiRoutes.For(ApiRoutes.DataFile, other))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(file, "no-hash")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(file, DataReference.Of(file).Sha256, cluster.Reader)).StatusCode);
        Assert.DoesNotContain(
            DataReference.Of(file).Sha256,
            (await ApiCluster.ReadAsync<DataListDocument>(await cluster.Reader.GetAsync(ApiRoutes.Data))).Files.Select(kept => kept.Sha256));
    }

    private static string Campaign(string name, string file) =>
        $"name: {name}\ntask: {{name: rows, csv: {{train: '{file}', label: y}}}}\narchitectures: {{hidden: [4], activation: tanh}}\n"
        + "learningRates: [0.1, 1.0]\nseeds: 2\nepochs: 15\n";

    private Task<HttpResponseMessage> SendAsync(string file, string hash, HttpClient? who = null)
    {
        var content = new ByteArrayContent(File.ReadAllBytes(file)) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        return (who ?? cluster.Writer).PutAsync(ApiRoutes.For(ApiRoutes.DataFile, hash), content);
    }

    private string Rows(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder("a,b,y\n");
        for (var k = 0; k < 60; k++)
        {
            var (a, b) = (random.NextDouble(), random.NextDouble());
            text.AppendLine(CultureInfo.InvariantCulture, $"{a:R},{b:R},{(a > b ? "left" : "right")}");
        }
        var path = Path.Combine(_folder, "rows.csv");
        File.WriteAllText(path, text.ToString());
        return path;
    }
}
