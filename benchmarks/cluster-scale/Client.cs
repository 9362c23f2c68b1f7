using System.Diagnostics;
using Chaos.Actors.Cli;
using Chaos.Actors.Cli.Clusters;
using Chaos.Actors.Cluster.Settings;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Benchmarks.ClusterScale;

/// <summary>The command line's own way to a coordinator.</summary>
internal static class Client
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Connects as soon as there is a coordinator.</summary>
    public static async Task<ClusterClient> ConnectAsync(int port)
    {
        while (true)
        {
            try
            {
                return await ClusterClient.ConnectAsync(
                    new ClientSettings([new NodeAddress("127.0.0.1", port)], null), CancellationToken.None);
            }
            catch (UserError)
            {
                await Task.Delay(Pause);
            }
        }
    }

    /// <summary>Where a campaign stands, and how long the answer took.</summary>
    public static async Task<(CampaignStatus Status, TimeSpan Latency)> StatusAsync(this ClusterClient client, string campaign)
    {
        var asked = Stopwatch.GetTimestamp();
        var status = await client.AskAsync<CampaignStatus>(new CampaignQueries.GetStatus(new(campaign)), CancellationToken.None);
        return (status, Stopwatch.GetElapsedTime(asked));
    }
}
