using System.Collections.Concurrent;
using System.Net.Mime;
using Chaos.Actors.Api;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Cli.Clusters;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages;

namespace Chaos.Actors.Cli.Verification;

/// <summary>What is stored of a campaign in a cluster, downloaded as far as it is computed again.</summary>
internal sealed class ClusterVerification(HttpCluster cluster, CampaignId campaign)
{
    private const int Page = 1000;
    private readonly ConcurrentBag<DamagedRow> _damaged = [];
    private Dictionary<ItemIndex, ItemDocument> _items = [];

    /// <summary>Of the items that were found, those that are not what was stored.</summary>
    public IReadOnlyList<DamagedRow> Damaged => [.. _damaged.OrderBy(row => row.Item)];

    /// <summary>Which items are done, where they were computed, and under which numerics contract.</summary>
    public async Task<(IReadOnlyList<(ItemIndex Item, NodeId Node)> Stored, int? NumericsVersion)> ListAsync(CancellationToken cancellation)
    {
        var done = new List<ItemDocument>();
        for (long? after = -1; after is not null;)
        {
            var page = await cluster.GetAsync<ItemsDocument>(
                $"{ApiRoutes.For(ApiRoutes.Items, campaign.Value)}?state=done&limit={Page}&after={after}", cancellation);
            done.AddRange(page.Items.Where(item => item.Result is not null));
            after = page.Next;
        }
        _items = done.ToDictionary(item => new ItemIndex(item.Item));
        return ([.. done.Select(item => (new ItemIndex(item.Item), new NodeId(item.Node ?? "")))], done.FirstOrDefault()?.Result?.NumericsVersion);
    }

    /// <summary>The tasks' data: those that ship with this program, and the user's own from the coordinator.</summary>
    /// <exception cref="TaskDataException">They cannot be had.</exception>
    public IReadOnlyList<LearningTask> Data(CampaignSpec spec, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("chaos verify ");
        try
        {
            var objects = new DataObjects(folder.FullName, new Source(cluster));
            return [.. spec.Tasks.Select(task => TaskReader.Read(objects.Local(task, cancellation), DataDirectory.Default))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What is stored of an item; nothing where it is damaged, or is no longer there.</summary>
    public async ValueTask<StoredResult?> FindAsync(ItemIndex item, CancellationToken cancellation)
    {
        var node = _items[item].Node ?? "";
        try
        {
            var document = await cluster.GetAsync<ItemDocument>(ApiRoutes.For(ApiRoutes.Item, campaign.Value, item.ToString()), cancellation);
            if (document is not { Result: { } result, Series: { } shapes }) return null;
            node = document.Node ?? "";
            var series = new List<NamedSeries>();
            foreach (var shape in shapes) series.Add(new NamedSeries(shape.Name, await cluster.SeriesAsync(campaign, item.Value, shape.Name, cancellation)));
            if (series is not [{ Name: "loss" } loss, { Name: "accuracy", Rows: [var accuracy] }, { Name: "distance" } distance, .. var observed])
                throw new UserError($"item {item}: the coordinator gave {string.Join(", ", series.Select(one => one.Name))}, expected loss, accuracy, distance and what is observed");
            var whole = new PairGroupSeries(loss.Rows, accuracy, distance.Rows, result.DivergedAt) { Observed = observed };
            if (whole.Digest() == result.Digest) return new StoredResult(item, whole, result.Digest, result.NumericsVersion, new NodeId(node));
        }
        catch (UserError error) when (error.ProblemType == ProblemTypes.Damaged)
        {
            // The coordinator has looked, too.
        }
        _damaged.Add(new DamagedRow(item, new NodeId(node), ["loss", "accuracy", "distance"]));
        return null;
    }

    private sealed class Source(HttpCluster cluster) : IDataSource
    {
        public void Copy(DataReference reference, Stream destination, CancellationToken cancellation) => cluster.DownloadAsync(
            ApiRoutes.For(ApiRoutes.DataFile, reference.Sha256),
            async body =>
            {
                destination.SetLength(0); // another coordinator may have begun
                await body.CopyToAsync(destination, cancellation);
            },
            cancellation, MediaTypeNames.Application.Octet).GetAwaiter().GetResult();
    }
}
