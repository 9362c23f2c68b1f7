using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Chaos.Actors.Api.Documents;

namespace Chaos.Actors.Api.Tests;

/// <summary>Exports of a campaign that runs, and a reader of one that falls asleep.</summary>
[Collection(ApiCollection.Name)]
public sealed class SlowReaderTests(ApiCluster cluster)
{
    [Fact]
    public async Task Should_let_go_of_a_reader_that_takes_nothing_and_serve_others_while_items_arrive()
    {
        const string name = "large";
        var yaml = ApiCluster.Tiny.Replace("name: tiny", "name: " + name, StringComparison.Ordinal)
            .Replace("seeds: 3", "seeds: 1000", StringComparison.Ordinal).Replace("epochs: 20", "epochs: 1500", StringComparison.Ordinal);
        (await cluster.SubmitAsync(yaml, name)).EnsureSuccessStatusCode();
        await cluster.UntilAsync(async () => await DoneAsync(name) > 200);

        // More than what lies between the two ends holds.
        using var socket = new TcpClient { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(IPAddress.Loopback, cluster.Address.Port);
        var asleep = socket.GetStream();
        await asleep.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET {ApiRoutes.For(ApiRoutes.Export, name, "h5.zip")} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {cluster.Reader.DefaultRequestHeaders.Authorization}\r\n\r\n"));
        var start = new byte[1000];
        Assert.StartsWith("HTTP/1.1 200", Encoding.ASCII.GetString(start, 0, await asleep.ReadAsync(start)), StringComparison.Ordinal);
        Assert.Equal(1, NamelessFiles());

        // Others are served, and items arrive, until it is hung up on.
        var (exports, before, rows) = (0, await DoneAsync(name), 0);
        await cluster.UntilAsync(async () =>
        {
            var since = await DoneAsync(name);
            await using (var zip = new ZipArchive(await cluster.Reader.GetStreamAsync(ApiRoutes.For(ApiRoutes.Export, name, "csv.zip"))))
            {
                using var items = new StreamReader(await zip.GetEntry("items.csv")!.OpenAsync());
                string[] indices = [.. (await items.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')[0])];
                Assert.Equal(indices.Length, indices.Distinct().Count());
                Assert.True(indices.Length >= since && indices.Length >= rows, $"{indices.Length} items after {since} and {rows}");
                rows = indices.Length;
            }
            exports++;
            Assert.Equal("at work", Assert.Single((await ApiCluster.ReadAsync<NodesDocument>(await cluster.Reader.GetAsync(ApiRoutes.Nodes))).Nodes).State);
            return NamelessFiles() == 0;
        });
        Assert.True(exports > 0 && await DoneAsync(name) > before);
        Assert.False(await CompletesAsync(asleep));
        await cluster.Writer.PostAsync(ApiRoutes.For(ApiRoutes.Cancel, name), null);
    }

    private async Task<long> DoneAsync(string name) =>
        (await ApiCluster.ReadAsync<StatusDocument>(await cluster.Reader.GetAsync(ApiRoutes.For(ApiRoutes.Campaign, name)))).Done;

    // What the coordinator has open that has no name any more.
    private int NamelessFiles() => Directory.GetFiles($"/proc/{cluster.ProcessId}/fd").Count(file =>
    {
        try
        {
            return new FileInfo(file).LinkTarget is { } target && target.StartsWith(Path.GetTempPath(), StringComparison.Ordinal)
                && target.EndsWith(" (deleted)", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    });

    // What lay between the two ends still comes.
    private static async Task<bool> CompletesAsync(NetworkStream stream)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var (part, end) = (new byte[1 << 16], "");
        try
        {
            while (await stream.ReadAsync(part, limit.Token) is var length and > 0) end = Encoding.Latin1.GetString(part, 0, length);
        }
        catch (IOException)
        {
            return false;
        }
        return end.Contains("PK\u0005\u0006", StringComparison.Ordinal); // how an archive ends
    }
}
