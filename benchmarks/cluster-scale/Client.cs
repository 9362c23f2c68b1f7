using System.Diagnostics;
using Chaos.Actors.Api;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Cli;
using Chaos.Actors.Cli.Clusters;

namespace Chaos.Actors.Benchmarks.ClusterScale;

/// <summary>The command line's own way to a coordinator.</summary>
internal static class Client
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Connects as soon as there is a coordinator.</summary>
    public static async Task<HttpCluster> ConnectAsync(string server)
    {
        var client = new HttpCluster(ServerAddress.Of(server, null, null, nameof(server)));
        while (true)
        {
            try
            {
                await client.ListAsync(CancellationToken.None);
                return client;
            }
            catch (UserError)
            {
                await Task.Delay(Pause);
            }
        }
    }

    /// <summary>Gives it a campaign of trivial items; returns how many.</summary>
    public static async Task<long> SubmitAsync(this HttpCluster client, string campaign, string path, int items, int cells)
    {
        // The trainers compute none of it; it is a coordinator's campaign, with data that every node has.
        await File.WriteAllTextAsync(path, $$"""
            name: {{campaign}}
            task: iris
            architectures: 4-tanh
            learningRates: {from: 0.01, to: {{cells}}, points: {{cells}}, scale: log}
            seeds: {{Math.Max(1, items / cells)}}
            epochs: 20
            """);
        return (await client.SubmitAsync(CampaignFile.Read(path), null, null, CancellationToken.None)).Items;
    }

    /// <summary>Where a campaign stands, and how long the answer took.</summary>
    public static async Task<(StatusDocument Status, TimeSpan Latency)> StatusAsync(this HttpCluster client, string campaign)
    {
        var asked = Stopwatch.GetTimestamp();
        var status = await client.GetAsync<StatusDocument>(ApiRoutes.For(ApiRoutes.Campaign, campaign), CancellationToken.None);
        return (status, Stopwatch.GetElapsedTime(asked));
    }
}
