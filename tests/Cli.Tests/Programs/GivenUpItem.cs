using Akka.Actor;
using Akka.Hosting;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Cluster.Hosting;
using Chaos.Actors.Coordinator;
using Chaos.Actors.Coordinator.Persistence;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Dynamics;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Serialization;
using Chaos.Actors.Messages.Trainers;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chaos.Actors.Cli.Tests.Programs;

/// <summary>A campaign one item of which was given up.</summary>
internal static class GivenUpItem
{
    /// <summary>What the item's error says.</summary>
    public const string Error = "for a test";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Leaves one behind: a coordinator, with a trainer at which the first item fails three times.</summary>
    public static async Task LeaveAsync(string campaignFile, string databaseFile)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(databaseFile)!);
        var spec = CampaignFile.Read(campaignFile).Campaign;
        var database = Database.File(databaseFile);
        using var host = ActorHost.Build("chaos", NullLoggerFactory.Instance, akka => akka
            .AddChaosSerialization()
            .AddChaosPersistence(database)
            .AddCoordinator(new CoordinatorSettings { Database = database }));
        await host.StartAsync();
        var coordinator = host.Services.GetRequiredService<ActorRegistry>().Get<CoordinatorKey>();
        var hash = TaskReader.Read(spec.Tasks[0], DataDirectory.Default).ContentHash;
        Assert.IsType<CampaignReplies.Accepted>(
            await coordinator.Ask<object>(new CampaignCommands.Submit(spec, TaskContents.Of(hash), NumericsVersion.Current), Patience));
        for (var attempt = 0; attempt < 3; attempt++)
        {
            IReadOnlyList<Assignment> items = [];
            for (var pulls = 0; pulls < 10_000 && items.Count == 0; pulls++) // the coordinator hears of the campaign after its owner
            {
                items = (await coordinator.Ask<TrainerCommands.Assign>(
                    new CoordinatorCommands.Pull(new NodeId("t"), 1, 1, []) { NumericsVersion = NumericsVersion.Current }, Patience)).Items;
            }
            var item = items[0];
            Assert.Equal(0, item.Item.Value);
            await coordinator.Ask<TrainerCommands.ResultAcknowledged>(new CoordinatorCommands.ItemFailed(
                CampaignId.Of(spec), item.Item, item.Attempt, new NodeId("t"), FailureKind.Threw, Error), Patience);
        }
        await host.EndAsync(Patience);
        SqliteConnection.ClearAllPools();
    }
}
