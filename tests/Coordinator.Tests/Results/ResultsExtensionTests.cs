using System.Collections.Immutable;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Databases;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Journal;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Tests.Results;

/// <summary>
/// What a campaign has after it got another grid, on either database. Whoever computes an item is named after its content, and so are its
/// series: a row that is at another item's index is seen.
/// </summary>
public abstract class ResultsExtensionTests(TestDatabase database) : IDisposable
{
    private static readonly ImmutableHashSet<NodeId> Nobody = [];
    private static readonly CampaignSpec Small = Specs.Campaign(rates: 2, seeds: 3);
    private static readonly Architecture Wider = new([5], Activation.Tanh, Initialisation.Normal);
    private readonly TestDatabase _database = database;

    public static TheoryData<string> Changes => [.. Grids.Keys];

    private static Dictionary<string, CampaignSpec> Grids { get; } = new()
    {
        ["more seeds"] = Small with { Seeds = 7 },
        ["a rate between"] = Small with { LearningRates = [0.5, 1, 1.5, 2] },
        ["an architecture in front"] = Small with { Architectures = [Wider, .. Small.Architectures] },
        ["a task in front"] = Small with { Tasks = [new TaskSpec("digits"), .. Small.Tasks] },
        ["more of other axes"] = Small with { L2 = [0, 0.1], Momenta = [0.5, 0], Epsilons = [1e-9, 1e-8] },
        ["fewer rates"] = Small with { LearningRates = [2] },
        ["seeds from 1"] = Small with { FirstSeed = 1, Seeds = 4 },
        ["the same rates, turned round"] = Small with { LearningRates = [2, 1] },
        ["other thresholds"] = Small with { Thresholds = [0.05, 0.2, 0.45] },
        ["another name of a task"] = Small with { Tasks = [new TaskSpec("iris", Train: 120)] },
        ["everything at once"] = Small with
        {
            Tasks = [new TaskSpec("digits"), new TaskSpec("iris", Train: 120)],
            Architectures = [Wider, .. Small.Architectures],
            LearningRates = [1.5, 2],
            FirstSeed = 1,
            Seeds = 5,
            Thresholds = [0.3],
        },
    };

    public void Dispose()
    {
        _database.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Should_have_afterwards_what_a_fresh_campaign_would_have_written(string change)
    {
        var store = ResultsStore.Open(_database.Database);
        var (before, after) = (Stored(Small), Stored(Grids[change]));
        Write(store, before, [0, 1, 3, 4]);
        var original = Rows("c");
        var here = Contents(before).Where((_, item) => item is 0 or 1 or 3 or 4).ToHashSet();
        long[] kept = [.. Contents(after).Index().Where(item => here.Contains(item.Item)).Select(item => (long)item.Index)];
        Assert.NotEmpty(kept);

        var items = store.Extend(after, Nobody, 0);

        var fresh = Stored(after.Spec with { Name = "fresh" });
        Write(store, fresh, kept);
        Assert.Equal(Rows("fresh"), Rows("c"));
        Assert.Equal(kept, Done(items));
        Assert.Equal(kept.Length, items.Cells.Sum(cell => cell.Done));
        Assert.All(items.Cells, cell => Assert.Equal(after.Spec.Thresholds.Count, cell.Reached.Length));
        Assert.Empty(store.Damaged(after));
        Assert.Equal([after.Spec, fresh.Spec], store.Campaigns().Select(campaign => campaign.Spec));
        Assert.Equal(after.TaskContents, store.Campaigns()[0].TaskContents);

        // What was left out comes back, and nothing is kept twice.
        _database.Execute("DELETE FROM results WHERE campaign = 'fresh'");
        Assert.Equal([0, 1, 3, 4], Done(store.Extend(before, Nobody, 0)));
        Assert.Equal(original, Rows("c"));
        Assert.Empty(store.Damaged(before));
        Assert.Equal(["c", "fresh"], _database.Query("SELECT campaign FROM campaigns ORDER BY campaign"));
        Assert.Equal(["4"], _database.Query("SELECT COUNT(*) FROM results"));
    }

    [Fact]
    public void Should_keep_what_was_left_out_twice_until_it_belongs_again()
    {
        var store = ResultsStore.Open(_database.Database);
        var all = Stored(Specs.Campaign(rates: 4, seeds: 2));
        Write(store, all, [.. Enumerable.Range(0, 8)]);
        var original = Rows("c");
        store.Extend(Stored(Small with { LearningRates = [1, 2, 3], Seeds = 2 }), Nobody, 0);
        store.Extend(Stored(Small with { LearningRates = [1], Seeds = 2 }), Nobody, 0);

        Assert.Equal(["c", "c#1", "c#2"], _database.Query("SELECT campaign FROM campaigns ORDER BY campaign"));
        Assert.Single(store.Campaigns());
        Assert.Equal(2, Rows("c").Count(row => row.StartsWith('r')));
        Assert.Equal([0, 1, 4, 5], Done(store.Extend(Stored(Small with { LearningRates = [2, 4, 5, 6], Seeds = 2 }), Nobody, 0)));
        Assert.Equal([.. Enumerable.Range(0, 8)], Done(store.Extend(all, Nobody, 0)));
        Assert.Equal(original, Rows("c"));
        Assert.Equal(["c"], _database.Query("SELECT campaign FROM campaigns"));
    }

    [Fact]
    public void Should_take_over_what_another_campaign_has_but_not_of_whom_is_excluded_or_of_another_numerics_version()
    {
        var store = ResultsStore.Open(_database.Database);
        var other = Stored(Specs.Campaign(rates: 2, seeds: 3, name: "other") with { Thresholds = [0.1] });
        Write(store, other, [0, 1, 3]);
        Write(store, Stored(Specs.Campaign(rates: 2, seeds: 3, name: "newer")) with { NumericsVersion = 2 }, [0, 1, 2, 3, 4]);
        var untouched = Rows("other");
        var wanted = Stored(Small with { LearningRates = [0.5, 1, 2] });
        Write(store, wanted, [5]); // the same content as item 3 of the other: it is its own that stays
        _database.Execute("UPDATE results SET node = 'own' WHERE campaign = 'c'");

        // Item 1 of the other.
        var items = store.Extend(wanted, ImmutableHashSet.Create(new NodeId(Contents(other)[1])), 0);

        Assert.Equal([1, 5], Done(items));
        Assert.Equal([Contents(other)[0], "own"], store.Summaries(wanted.Id).Select(row => row.Node.Value));
        Assert.Equal(untouched, Rows("other"));
        Assert.Empty(store.Damaged(wanted));
        Assert.Equal(["other", "newer", "c"], store.Campaigns().Select(campaign => campaign.Id.Value));
    }

    [Fact]
    public void Should_begin_with_what_is_there_of_another_campaign_or_of_another_database()
    {
        using var elsewhere = TestDatabase.Sqlite();
        var source = Stored(Specs.Campaign(rates: 3, seeds: 3, name: "source"));
        Write(ResultsStore.Open(elsewhere.Database), source, [0, 2, 4]);
        var store = ResultsStore.Open(_database.Database);
        Write(store, Stored(Small with { Name = "other" }), [1]);
        var wanted = Stored(Small);

        Assert.Equal(2, store.Reuse(wanted, ResultsStore.OpenRead(elsewhere.Database), source));
        Assert.Equal(0, store.Reuse(wanted, ResultsStore.OpenRead(elsewhere.Database), source with { NumericsVersion = 2 }));
        Assert.Equal(["other"], store.Campaigns().Select(campaign => campaign.Id.Value));

        // Rates 1 and 3, and seed 1 of rate 2, are there; rate 3 is of no use here.
        Assert.Equal([0, 1, 3], Done(store.Extend(wanted, Nobody, 0)));
        Write(store, Stored(Small with { Name = "fresh" }), [0, 1, 3]);
        Assert.Equal(Rows("fresh"), Rows("c"));
        Assert.Empty(store.Damaged(wanted));
        Assert.Equal(["c", "fresh", "other"], _database.Query("SELECT campaign FROM campaigns ORDER BY campaign"));
    }

    [Fact]
    public void Should_tell_an_extension_that_the_journal_does_not_know()
    {
        var store = ResultsStore.Open(_database.Database);
        var (before, after) = (Stored(Small), Stored(Small with { LearningRates = [0.5, 1, 2] }));
        Write(store, before, [0, 3]);
        Assert.Null(store.TakeOver(before.Id, 4, _ => true).Extension);

        var items = store.Extend(after, Nobody, 5);

        var found = store.TakeOver(before.Id, 5, _ => true);
        Assert.Empty(found.Rows);
        Assert.Equal((after.Spec, after.TaskContents), (found.Extension!.Campaign.Spec, found.Extension.Campaign.TaskContents));
        Assert.Equal([1, 5], Done(found.Extension));
        Assert.Equal(Done(items), Done(found.Extension));
        Assert.Equal(
            items.Cells.Select(cell => (cell.Cell, cell.Done, cell.MeanLambda)),
            found.Extension.Cells.Select(cell => (cell.Cell, cell.Done, cell.MeanLambda)));
        Assert.NotNull(store.TakeOver(before.Id, 5, _ => true).Extension); // the next one, if that died before it journalled anything
        var known = store.TakeOver(before.Id, 6, _ => true);
        Assert.Null(known.Extension);
        Assert.Empty(known.Rows);
    }

    /// <summary>As <c>--reuse</c> does: the rows are others, the specification is the same.</summary>
    [Fact]
    public void Should_tell_rows_that_were_taken_over_and_the_journal_does_not_know()
    {
        var store = ResultsStore.Open(_database.Database);
        var campaign = Stored(Small);
        Write(store, campaign, [0, 3]);
        Write(store, Stored(Small with { Name = "other" }), [2]);

        store.Extend(campaign, Nobody, 5);

        Assert.Equal([0, 2, 3], Done(store.TakeOver(campaign.Id, 5, _ => true).Extension!));
        store.Write(new StoreBatch(campaign, [Result(campaign, 1)], [], false, Journalled: 7), default);
        var written = store.TakeOver(campaign.Id, 7, _ => true);
        Assert.Equal([1], written.Rows.Select(row => row.Item.Value));
        Assert.Null(written.Extension);
    }

    [Fact]
    public void Should_refuse_a_coordinator_that_knows_fewer_facts()
    {
        var store = ResultsStore.Open(_database.Database);
        var (before, after) = (Stored(Small), Stored(Small with { LearningRates = [0.5, 1] }));
        Write(store, before, [0, 1]);
        store.Claim(before.Id, 7);
        var rows = Rows("c");

        var refused = Assert.Throws<StorageException>(() => store.Extend(after, Nobody, 6));

        Assert.Contains("another coordinator", refused.Message, StringComparison.Ordinal);
        Assert.Equal(rows, Rows("c"));
        Assert.Equal(before.Spec, Assert.Single(store.Campaigns()).Spec);
        Assert.Equal(["1"], _database.Query("SELECT COUNT(*) FROM campaigns"));
        Assert.Equal([1], Done(store.Extend(after, Nobody, 8)));
        // From then on whoever extended it is the one that knows most.
        Assert.Throws<StorageException>(() => store.Extend(before, Nobody, 7));
        Assert.Throws<StorageException>(() => store.Write(new StoreBatch(before, [Result(before, 2)], [], false, Journalled: 7), default));
    }

    /// <summary>They are of indices that mean something else now.</summary>
    [Fact]
    public void Should_forget_the_last_group_and_the_quarantine_of_the_former_grid()
    {
        var store = ResultsStore.Open(_database.Database);
        var (before, after) = (Stored(Small), Stored(Small with { LearningRates = [0.5, 1, 2] }));
        Write(store, before, [0, 1]);
        store.Write(new StoreBatch(before, [], [new(new ItemIndex(2), 3, "error", new NodeId("n"))], false), default);
        Assert.Equal(2, store.TakeOver(before.Id, 0, _ => true).Rows.Count);

        store.Extend(after, Nobody, 1);

        Assert.Empty(store.Quarantined(after.Id));
        Assert.Empty(store.TakeOver(after.Id, 1, _ => true).Rows);
    }

    [Fact]
    public void Should_list_campaigns_in_order_of_submission_also_after_a_former_one_is_gone()
    {
        var store = ResultsStore.Open(_database.Database);
        var (all, less) = (Stored(Small with { Name = "z" }), Stored(Small with { Name = "z", Seeds = 1 }));
        Write(store, all, [0, 3]);
        store.Extend(less, Nobody, 0);
        Write(store, Stored(Small with { Name = "y", Epochs = 5 }), [0]);
        store.Extend(all, Nobody, 0);
        Write(store, Stored(Small with { Name = "x", Epochs = 6 }), [0]);
        store.Extend(Stored(Small with { Name = "w", Epochs = 7 }), Nobody, 0);
        Assert.Equal(["z", "y", "x", "w"], store.Campaigns().Select(campaign => campaign.Id.Value));
    }

    private static StoredCampaign Stored(CampaignSpec spec) => new(
        spec, TaskContents.Of(spec.Tasks.Select(task => $"data-of-{task.Name}")), 1, CampaignStance.Open, "");

    private static void Write(ResultsStore store, StoredCampaign campaign, int[] items) => Write(store, campaign, items.Select(item => (long)item));

    private static void Write(ResultsStore store, StoredCampaign campaign, IEnumerable<long> items) => store.Write(
        new StoreBatch(campaign, [.. items.Select(item => Result(campaign, item))], [], false), default);

    // Of even seeds nothing is observed, and at the rate 2 all diverge.
    private static CoordinatorCommands.ResultReady Result(StoredCampaign campaign, long item)
    {
        var (spec, content) = (campaign.Spec.Grid.Item(item), Contents(campaign)[(int)item]);
        var series = Specs.Result(campaign.Spec, item, default).Series;
        if (spec.Seed % 2 == 1)
            series = series with { Observed = [new("a", [[spec.LearningRate, double.NaN], [-0.0, 4]]), new("testLoss", [[2, 1, spec.Seed]])] };
        if (spec.LearningRate == 2)
        {
            series = series with { Loss = [[.. series.Loss[0][..^1], double.NaN], .. series.Loss.Skip(1)] };
            series = series with { DivergedAt = series.Loss[0].Length - 1 };
        }
        return new CoordinatorCommands.ResultReady(
            campaign.Id, new ItemIndex(item), default, new NodeId(content), series, ItemSummary.Of(series, campaign.Spec.Thresholds),
            series.Digest(), campaign.NumericsVersion, TimeSpan.FromSeconds(spec.LearningRate + spec.Seed));
    }

    private static string[] Contents(StoredCampaign campaign)
    {
        var (spec, grid) = (campaign.Spec, campaign.Spec.Grid);
        return [.. Enumerable.Range(0, (int)grid.Items).Select(index =>
        {
            var (item, task) = (grid.Item(index), spec.Tasks[grid.TaskOf(index)].Name);
            return FormattableString.Invariant(
                $"{task} {item.Architecture.Name} {item.L2} {item.Momentum} {item.Perturbation.Epsilon} {item.LearningRate} {item.Seed}");
        })];
    }

    private static long[] Done(StoredItems items) =>
        [.. Enumerable.Range(0, (int)items.Campaign.Spec.Grid.Items).Select(item => (long)item).Where(items.Done.Contains)];

    // All columns but the campaign's name.
    private List<string> Rows(string campaign) =>
    [
        .. _database.Query(
            $"""
            SELECT 'r', item_index, seed, task, architecture, l2, momentum, epsilon, eta, copies, epochs, diverged_at, lambda, initial_distance,
                final_accuracy, best_accuracy, training_times, loss, accuracy, distance, digest, numerics_version, node, seconds, finished
            FROM results WHERE campaign = '{campaign}' ORDER BY item_index
            """),
        .. _database.Query($"SELECT 's', item_index, name, row_count, data FROM series WHERE campaign = '{campaign}' ORDER BY item_index, name"),
    ];
}

public sealed class SqliteResultsExtensionTests() : ResultsExtensionTests(TestDatabase.Sqlite());

public sealed class PostgresResultsExtensionTests() : ResultsExtensionTests(TestDatabase.Postgres());
