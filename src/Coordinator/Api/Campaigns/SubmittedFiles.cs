using System.Globalization;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Cluster.Membership;
using Chaos.Actors.Cluster.Settings;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Dynamics;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Messages.Campaigns;
using Microsoft.AspNetCore.Http;

namespace Chaos.Actors.Coordinator.Api.Campaigns;

/// <summary>Makes of a campaign file that somebody sent what the coordinator is asked. No path in it is ever opened here.</summary>
internal sealed class SubmittedFiles(ApiThreads threads, DataStore files, NodeSettings settings) : IDisposable
{
    // Users' own data are in the database; files are what readers of data read.
    private readonly DataObjects _objects = new(
        Path.Combine(settings.Data, "objects"), new StoredFileSource(files));

    // Data are read to know what they are. One campaign's at a time: they may be large.
    private readonly SemaphoreSlim _reading = new(1);

    /// <summary>Checks the file and reads the data of its tasks.</summary>
    /// <param name="name">The campaign's name, as the address has it.</param>
    /// <param name="file">The file.</param>
    /// <param name="priority">The priority asked for.</param>
    /// <param name="seeds">Seeds instead of the file's number of them.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="ApiProblem">Something in it is wrong.</exception>
    public Task<(CampaignCommands.Submit Submit, IReadOnlyList<string> Warnings)> ReadAsync(
        string name, ReadOnlyMemory<byte> file, int? priority, int? seeds, CancellationToken cancellation) =>
        InTurnAsync(() => Read(name, file.Span, priority, seeds, cancellation), cancellation);

    /// <summary>The same of a campaign that is there, with a larger grid.</summary>
    /// <exception cref="ApiProblem">It cannot have that grid.</exception>
    public Task<(CampaignCommands.Submit Submit, IReadOnlyList<string> Warnings)> ExtendAsync(CampaignSpec campaign, CancellationToken cancellation) =>
        InTurnAsync(
            () =>
            {
                if (!CampaignLimits.HoldsGrid(campaign)) throw ApiProblem.BadRequest("That makes the grid too large.");
                var tasks = Tasks(campaign, cancellation);
                return CampaignFaults.Find(campaign, tasks) is var (field, message) ? throw ApiProblem.BadRequest($"{field}: {message}") : Submit(campaign, tasks, null);
            },
            cancellation);

    public void Dispose() => _reading.Dispose();

    private async Task<T> InTurnAsync<T>(Func<T> read, CancellationToken cancellation)
    {
        await _reading.WaitAsync(cancellation);
        try
        {
            return await threads.RunAsync(read);
        }
        finally
        {
            _reading.Release();
        }
    }

    private LearningTask[] Tasks(CampaignSpec campaign, CancellationToken cancellation) =>
        [.. campaign.Tasks.Select(task => TaskReader.Read(_objects.Local(task, cancellation), DataDirectory.Default))];

    private static (CampaignCommands.Submit, IReadOnlyList<string>) Submit(CampaignSpec campaign, LearningTask[] tasks, int? priority) => (
        new CampaignCommands.Submit(campaign, TaskContents.Of(tasks.Select(task => task.ContentHash)), NumericsVersion.Current, priority),
        [.. tasks.SelectMany(task => task.Warnings).Distinct()]);

    private (CampaignCommands.Submit Submit, IReadOnlyList<string> Warnings) Read(
        string name, ReadOnlySpan<byte> file, int? priority, int? seeds, CancellationToken cancellation)
    {
        var path = name + ".yaml";
        try
        {
            var document = CampaignFile.Read(file, path);
            var campaign = document.Campaign;
            if (campaign.Name != name)
                throw document.Misfit("name", $"found {campaign.Name}, expected {name}, as the address says; or send it to {Chaos.Actors.Api.ApiRoutes.For(Chaos.Actors.Api.ApiRoutes.Campaign, campaign.Name)}");
            RefusePaths(document);
            if (seeds is { } number) campaign = SearchGrid.Start(campaign with { Seeds = number });
            if (!CampaignLimits.HoldsGrid(campaign)) throw ApiProblem.BadRequest($"seeds: found {seeds}, which makes the grid too large");
            RefuseUndeliverable(campaign);
            var tasks = Tasks(campaign, cancellation);
            if (CampaignFaults.Find(campaign, tasks) is var (field, message)) throw document.Misfit(field, message);
            return Submit(campaign, tasks, priority);
        }
        catch (CampaignFileException e)
        {
            throw ApiProblem.Of(e, path);
        }
    }

    // A path means a file of whoever wrote the campaign, and here would be one of the coordinator's.
    private static void RefusePaths(CampaignDocument document)
    {
        var tasks = document.Campaign.Tasks;
        for (var k = 0; k < tasks.Count; k++)
        {
            if (tasks[k].Files is not { } files || files.Paths().FirstOrDefault(file => !DataReference.IsMeant(file.Path)) is not { Path: { } path }) continue;
            var field = tasks.Count == 1 ? $"task.{files.Word()}" : $"tasks[{k}].{files.Word()}";
            throw document.Misfit(field, $"found the path of a file ({Path.GetFileName(path)}), which a coordinator does not open: "
                + "send the data first and name them by their content, sha256:HEX (`chaos submit` does both), or use a shipped data set or drawn samples");
        }
    }

    // Losses of every copy, distances of every replica, accuracies: one number each an epoch.
    private static void RefuseUndeliverable(CampaignSpec campaign)
    {
        var bytes = (long)sizeof(double) * (campaign.Epochs + 1L) * (2 * campaign.Replicas + 2);
        if (bytes <= ChaosRemoting.LargestResult) return;
        throw ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, string.Create(CultureInfo.InvariantCulture,
            $"epochs: {campaign.Epochs} epochs of {campaign.Replicas + 1} copies make a result of {bytes >> 20} MiB, and nodes send each other at most {ChaosRemoting.LargestResult >> 20}; use fewer epochs or copies, or `chaos run`"));
    }
}
