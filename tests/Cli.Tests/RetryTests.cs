using Chaos.Actors.Campaigns;
using Chaos.Actors.Campaigns.Files;
using Akka.Actor;
using Akka.Hosting;
using Chaos.Actors.Cli.Tests.Programs;
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

namespace Chaos.Actors.Cli.Tests;

/// <summary>Items that were given up come back when somebody asks for them.</summary>
public sealed class RetryTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("run", "iris.yaml", "--out", "out")]
    [InlineData("resume", "out")]
    [InlineData("retry", "out")]
    public async Task Should_try_failed_items_of_a_folder_again_and_say_so(params string[] command)
    {
        _place.WriteIris(seeds: 2, rates: "[0.1, 1]");
        await GiveUpOneItemAsync("out");

        var again = await ChaosProgram.RunAsync(_place.Folder, command);

        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Contains("trying again: 1 items that had failed", again.ToString(), StringComparison.Ordinal);
        Assert.Equal(4, _place.StoredItems("out"));
    }

    /// <summary>The coordinator of such a folder, with a trainer at which an item fails three times.</summary>
    private async Task GiveUpOneItemAsync(string folder)
    {
        Directory.CreateDirectory(_place.File(folder));
        var spec = CampaignFile.Read(_place.File("iris.yaml")).Campaign;
        var database = Database.File(_place.File(folder, "chaos.db"));
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
                CampaignId.Of(spec), item.Item, item.Attempt, new NodeId("t"), FailureKind.Threw, "for a test"), Patience);
        }
        await host.EndAsync(Patience);
        SqliteConnection.ClearAllPools();
    }
}
