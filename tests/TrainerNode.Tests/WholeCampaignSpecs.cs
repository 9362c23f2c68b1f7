using System.Globalization;
using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Databases;
using Chaos.Actors.Dynamics;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Nodes;

namespace Chaos.Actors.TrainerNode.Tests;

/// <summary>Whole campaigns through the real actors and a real database; only the computation is not the real one.</summary>
public abstract class WholeCampaignSpecs(Func<TestDatabase> create) : IDisposable
{
    protected TestDatabase Database { get; } = create();

    public void Dispose()
    {
        Database.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets every insertion into the results fail with "no room".</summary>
    protected abstract void BreakResults();

    /// <summary>Undoes that.</summary>
    protected abstract void MendResults();

    /// <summary>Lets every insertion into the journal fail once it has that many events.</summary>
    protected abstract void BreakJournal(int after);

    /// <summary>Undoes that.</summary>
    protected abstract void MendJournal();

    /// <summary>Makes the fifth event of every journal unreadable.</summary>
    protected abstract void DamageJournal();

    [Fact]
    public async Task Should_finish_every_item_exactly_once_when_stopped_midway()
    {
        var spec = Specs.Campaign("stopped", rates: 10, seeds: 40);
        var id = CampaignId.Of(spec);
        using var midway = new CountdownEvent(150);
        var gate = new ManualResetEventSlim();
        var first = new FakeComputation
        {
            // Lets 150 items through; the next ones stay in their slots until the node stops.
            Before = (_, cancellation) =>
            {
                if (!midway.IsSet) midway.Signal();
                else gate.Wait(cancellation);
            },
        };
        await using (var node = await EmbeddedNode.StartAsync(Database.Database, first))
        {
            Assert.Equal(new CampaignReplies.Accepted(id, Existing: false) { Here = 0 }, await node.AskAsync(Submit(spec)));
            await BoundedWaits.UntilAsync(async () => (await node.StatusAsync(id)).Done >= 100, "100 items are done");
            Assert.True(midway.Wait(TimeSpan.FromSeconds(30)));
        }

        var doneBefore = ResultsStore.OpenRead(Database.Database).Summaries(id).Select(row => row.Item).ToHashSet();
        Assert.InRange(doneBefore.Count, 100, 151);
        var second = new FakeComputation();
        await using (var node = await EmbeddedNode.StartAsync(Database.Database, second))
        {
            Assert.Equal(new CampaignReplies.Accepted(id, Existing: true), await node.AskAsync(Submit(spec)));
            var settled = Assert.IsType<CampaignNotices.CampaignSettled>(await node.NoticeAsync(id));
            Assert.Equal(CampaignPhase.Completed, settled.Status.Phase);
            Assert.Equal((400, 400, 0), (settled.Status.Items, settled.Status.Done, settled.Status.Failed));
            Assert.All(settled.Status.Cells, cell => Assert.Equal(40, cell.Done));
        }

        Assert.All(second.Runs.Values, runs => Assert.Equal(1, runs));
        // Also a group that was stopped between its rows and the journal is not computed again (a write that was under way
        // when the node stopped may have ended after the rows were counted).
        Assert.InRange(second.Runs.Count, 400 - 151, 400 - doneBefore.Count);
        var rows = ResultsStore.OpenRead(Database.Database).Read(id).ToList();
        Assert.Equal(Enumerable.Range(0, 400).Select(i => (long)i), rows.Select(row => row.Item.Value));
        Assert.All(rows, row =>
        {
            Assert.Equal(FakeComputation.Series(spec.Grid.Item(row.Item.Value)).Digest(), row.Digest);
            Assert.Equal(row.Digest, row.Series.Digest());
        });
    }

    [Fact]
    public async Task Should_leave_the_same_rows_whether_interrupted_or_not()
    {
        var spec = Specs.Campaign("same", rates: 5, seeds: 20);
        using var whole = create();
        await using (var node = await EmbeddedNode.StartAsync(whole.Database, new FakeComputation())) await RunAsync(node, spec);
        for (var part = 1; part <= 4; part++)
        {
            await using var node = await EmbeddedNode.StartAsync(Database.Database, new FakeComputation(), slots: part);
            await node.AskAsync(Submit(spec));
            await BoundedWaits.UntilAsync(
                async () => (await node.StatusAsync(CampaignId.Of(spec))).Done >= 25 * part, $"{25 * part} items are done");
        }
        Assert.Equal(Dump(whole), Dump(Database));
    }

    [Fact]
    public async Task Should_quarantine_what_throws_three_times_and_retry_on_request()
    {
        var spec = Specs.Campaign("poison");
        var id = CampaignId.Of(spec);
        var heal = false;
        var computation = new FakeComputation
        {
            Before = (item, _) =>
            {
                if (item.Seed == 2 && item.LearningRate == 3 && !Volatile.Read(ref heal))
                    throw new InvalidOperationException("no luck");
            },
        };
        await using var node = await EmbeddedNode.StartAsync(Database.Database, computation);
        var settled = await RunAsync(node, spec);
        Assert.Equal(CampaignPhase.CompletedWithFailures, settled.Phase);
        var quarantined = Assert.Single(settled.Quarantined);
        Assert.Equal((10, 3, "InvalidOperationException: no luck"),
            (quarantined.Item.Value, quarantined.Failures, quarantined.Error));
        Assert.Equal(1, settled.Cells[2].Failed);
        Assert.Equal(quarantined, Assert.Single(ResultsStore.OpenRead(Database.Database).Quarantined(id)));
        Assert.Equal(3, computation.Runs[spec.Grid.Item(10)]);

        Volatile.Write(ref heal, true);
        Assert.IsType<CampaignReplies.Accepted>(await node.AskAsync(new CampaignCommands.Retry(id)));
        await BoundedWaits.UntilAsync(
            async () => (await node.StatusAsync(id)).Phase == CampaignPhase.Completed, "the campaign is completed");
        Assert.Empty(ResultsStore.OpenRead(Database.Database).Quarantined(id));
    }

    [Fact]
    public async Task Should_fail_the_campaign_and_not_its_items_when_the_data_cannot_be_used()
    {
        var spec = Specs.Campaign("no-data");
        var computation = new FakeComputation { Before = (_, _) => throw new TaskDataException("iris.csv: line 3: no") };
        await using var node = await EmbeddedNode.StartAsync(Database.Database, computation);
        var settled = await RunAsync(node, spec);
        Assert.Equal((CampaignPhase.Failed, "iris.csv: line 3: no", 0L), (settled.Phase, settled.Reason, settled.Failed));
    }

    [Fact]
    public async Task Should_refuse_other_data_and_another_specification_after_a_restart()
    {
        var spec = Specs.Campaign("begun");
        await using (var node = await EmbeddedNode.StartAsync(Database.Database, new FakeComputation())) await RunAsync(node, spec);
        await using var again = await EmbeddedNode.StartAsync(Database.Database, new FakeComputation());
        await RefusedAsync(RefusalKind.DifferentSpec, Submit(spec with { Epochs = 21 }));
        await RefusedAsync(RefusalKind.DifferentTaskData, Submit(spec) with { TaskContents = TaskContents.Of("other") });
        await RefusedAsync(RefusalKind.DifferentNumerics, Submit(spec) with { NumericsVersion = 999 });
        await RefusedAsync(RefusalKind.UnknownCampaign, new CampaignCommands.Pause(new CampaignId("nobody's")));

        async Task RefusedAsync(RefusalKind kind, ICampaignMessage message) =>
            Assert.Equal(kind, Assert.IsType<CampaignReplies.Refused>(await again.AskAsync(message)).Kind);
    }

    [Fact]
    public async Task Should_tell_who_runs_it_that_the_store_failed_and_lose_nothing_acknowledged()
    {
        var spec = Specs.Campaign("full", rates: 10, seeds: 100);
        var id = CampaignId.Of(spec);
        using var begun = new ManualResetEventSlim();
        using var proceed = new ManualResetEventSlim();
        var count = 0;
        var computation = new FakeComputation
        {
            Before = (_, cancellation) =>
            {
                if (Interlocked.Increment(ref count) < 50) return;
                begun.Set();
                proceed.Wait(cancellation);
            },
        };
        long done;
        await using (var node = await EmbeddedNode.StartAsync(Database.Database, computation))
        {
            await node.AskAsync(Submit(spec));
            Assert.True(begun.Wait(TimeSpan.FromSeconds(30)));
            // A trigger stands in for the full disk: it fails the same statement in the same place.
            BreakResults();
            proceed.Set();
            var notice = Assert.IsType<CampaignNotices.StorageFailed>(await node.NoticeAsync(id));
            Assert.Contains("no room", notice.Reason);
            Assert.Contains(Database.Database.Name, notice.Reason);
            done = ResultsStore.OpenRead(Database.Database).Summaries(id).LongCount();
            Assert.Equal(RefusalKind.StorageFailed,
                Assert.IsType<CampaignReplies.Refused>(await node.AskAsync(new CampaignQueries.GetStatus(id))).Kind);
        }
        MendResults();
        var rest = new FakeComputation();
        await using var again = await EmbeddedNode.StartAsync(Database.Database, rest);
        Assert.Equal(1000, (await RunAsync(again, spec)).Done);
        // Rows of a group that was not journalled would be computed, and written, again; here rows are what failed.
        Assert.Equal(1000 - done, rest.Runs.Count);
    }

    [Fact]
    public async Task Should_adopt_the_rows_of_a_group_that_was_not_journalled()
    {
        var spec = Specs.Campaign("adopted", rates: 10, seeds: 100);
        var id = CampaignId.Of(spec);
        using var proceed = new ManualResetEventSlim();
        var first = new FakeComputation { Before = (_, cancellation) => proceed.Wait(cancellation) };
        await using (var node = await EmbeddedNode.StartAsync(Database.Database, first))
        {
            await node.AskAsync(Submit(spec));
            BreakJournal(after: 200); // the submission created the journal
            proceed.Set();
            Assert.IsType<CampaignNotices.StorageFailed>(await node.NoticeAsync(id));
        }
        MendJournal();
        var rows = ResultsStore.OpenRead(Database.Database).Summaries(id).Select(row => row.Item.Value).ToHashSet();
        var journalled = Completions();
        Assert.True(journalled < rows.Count, $"{journalled} of {rows.Count} rows journalled");

        var rest = new FakeComputation();
        await using (var again = await EmbeddedNode.StartAsync(Database.Database, rest))
            Assert.Equal(1000, (await RunAsync(again, spec)).Done);
        Assert.Equal(1000 - rows.Count, rest.Runs.Count);
        Assert.DoesNotContain(rest.Runs.Keys, rows.Select(item => spec.Grid.Item(item)).Contains);
        Assert.Equal(1000, Completions());

        long Completions() => long.Parse(
            Database.Query("SELECT COUNT(*) FROM journal WHERE manifest = 'completed'").Single(), CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Should_refuse_to_continue_from_a_journal_it_cannot_read()
    {
        var spec = Specs.Campaign("damaged");
        await using (var node = await EmbeddedNode.StartAsync(Database.Database, new FakeComputation())) await RunAsync(node, spec);
        DamageJournal();
        await using var again = await EmbeddedNode.StartAsync(Database.Database, new FakeComputation());
        var refused = Assert.IsType<CampaignReplies.Refused>(await again.AskAsync(Submit(spec)));
        Assert.Equal(RefusalKind.StorageFailed, refused.Kind);
        Assert.Contains(Database.Database.Name, refused.Reason);
    }

    [Fact]
    public async Task Should_run_campaigns_one_after_the_other()
    {
        var dispatch = new DispatchSettings();
        await using var node = await EmbeddedNode.StartAsync(Database.Database, new FakeComputation(), slots: 3, dispatch);
        var specs = Enumerable.Range(0, 3).Select(n => Specs.Campaign($"c{n}")).ToList();
        foreach (var spec in specs) await node.AskAsync(Submit(spec));
        foreach (var spec in specs)
        {
            Assert.Equal(CampaignPhase.Completed,
                Assert.IsType<CampaignNotices.CampaignSettled>(await node.NoticeAsync(CampaignId.Of(spec))).Status.Phase);
        }
        Assert.Equal(specs.Select(CampaignId.Of), ResultsStore.OpenRead(Database.Database).Campaigns().Select(stored => stored.Id));
    }

    [Fact]
    public async Task Should_discard_what_an_excluded_node_computed_and_compute_it_again_when_it_is_trusted()
    {
        var spec = Specs.Campaign("distrusted");
        var id = CampaignId.Of(spec);
        string[] table;
        await using (var node = await EmbeddedNode.StartAsync(Database.Database, new FakeComputation()))
        {
            Assert.Equal(CampaignPhase.Completed, (await RunAsync(node, spec)).Phase);
            table = Digests();
            Assert.Equal(
                new NodeReplies.Accepted(new NodeId("here"), AtWork: true), await node.AskAsync(new NodeCommands.Exclude(new NodeId("here"))));
            await UntilAsync(node, status => status is { Done: 0, Phase: CampaignPhase.Running, LeftOut.Count: 1 });
            await UntilAsync(node, _ => Digests().Length == 0);
        }

        // It is remembered, and the campaign still knows nothing of those results.
        await using var again = await EmbeddedNode.StartAsync(Database.Database, new FakeComputation());
        await UntilAsync(again, status => status is { Done: 0, LeftOut: [{ Node.Value: "here" }] });
        var list = (CampaignQueries.CampaignList)await again.AskAsync(new CampaignQueries.ListCampaigns());
        Assert.Equal([new NodeId("here")], list.Excluded);
        Assert.IsType<NodeReplies.Accepted>(await again.AskAsync(new NodeCommands.Include(new NodeId("here"))));
        var notice = Assert.IsType<CampaignNotices.CampaignSettled>(await again.NoticeAsync(id));
        Assert.Equal((CampaignPhase.Completed, spec.Grid.Items), (notice.Status.Phase, notice.Status.Done));
        Assert.Equal(table, Digests());

        string[] Digests() => [.. ResultsStore.OpenRead(Database.Database).Summaries(id).Select(row => row.Digest)];

        Task UntilAsync(EmbeddedNode node, Func<CampaignStatus, bool> condition) =>
            BoundedWaits.UntilAsync(async () => condition(await node.StatusAsync(id)), "the campaign is as it should be");
    }

    private static CampaignCommands.Submit Submit(CampaignSpec spec) => new(spec, TaskContents.Of("abc"), NumericsVersion.Current);

    private static async Task<CampaignStatus> RunAsync(EmbeddedNode node, CampaignSpec spec)
    {
        Assert.IsType<CampaignReplies.Accepted>(await node.AskAsync(Submit(spec)));
        var notice = await node.NoticeAsync(CampaignId.Of(spec));
        return Assert.IsType<CampaignNotices.CampaignSettled>(notice).Status;
    }

    private static IReadOnlyList<string> Dump(TestDatabase database)
    {
        // But for when and how fast it was computed.
        database.Execute("UPDATE results SET seconds = 0, finished = ''");
        var rows = database.Query("SELECT * FROM results ORDER BY campaign, item_index");
        Assert.NotEmpty(rows);
        return rows;
    }
}

public sealed class SqliteWholeCampaignSpecs() : WholeCampaignSpecs(TestDatabase.Sqlite)
{
    protected override void BreakResults() =>
        Database.Execute("CREATE TRIGGER full BEFORE INSERT ON results BEGIN SELECT RAISE(ABORT, 'no room'); END");

    protected override void MendResults() => Database.Execute("DROP TRIGGER full");

    protected override void BreakJournal(int after) => Database.Execute(
        $"""
        CREATE TRIGGER stuck BEFORE INSERT ON journal WHEN NEW.sequence_number > {after}
        BEGIN SELECT RAISE(ABORT, 'no room'); END
        """);

    protected override void MendJournal() => Database.Execute("DROP TRIGGER stuck");

    protected override void DamageJournal() =>
        Database.Execute("UPDATE journal SET message = x'ffff' WHERE sequence_number = 5");
}

public sealed class PostgresWholeCampaignSpecs() : WholeCampaignSpecs(() => TestDatabase.Postgres())
{
    protected override void BreakResults() => Database.Execute(
        """
        CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no room'; END $$;
        CREATE TRIGGER "full" BEFORE INSERT ON results FOR EACH ROW EXECUTE FUNCTION no_room();
        """);

    protected override void MendResults() => Database.Execute("DROP TRIGGER \"full\" ON results");

    protected override void BreakJournal(int after) => Database.Execute(
        $"""
        CREATE FUNCTION stuck() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no room'; END $$;
        CREATE TRIGGER stuck BEFORE INSERT ON journal FOR EACH ROW WHEN (NEW.sequence_number > {after})
        EXECUTE FUNCTION stuck();
        """);

    protected override void MendJournal() => Database.Execute("DROP TRIGGER stuck ON journal");

    protected override void DamageJournal() =>
        Database.Execute("UPDATE journal SET message = '\\xffff' WHERE sequence_number = 5");
}
