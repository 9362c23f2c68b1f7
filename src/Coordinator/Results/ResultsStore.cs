using System.Data.Common;
using System.Text.Json;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Campaigns.Canonical;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Journal;
using Chaos.Actors.Messages.Serialization;

namespace Chaos.Actors.Coordinator.Results;

/// <summary>
/// The campaigns and their results in one database, readable while another process writes it. Every method opens a (pooled)
/// connection of its own and may be called from any thread.
/// </summary>
public sealed class ResultsStore
{
    private readonly Database _database;
    private readonly bool _readOnly;
    private int _version;

    private ResultsStore(Database database, bool readOnly)
    {
        _database = database;
        _readOnly = readOnly;
    }

    /// <summary>Opens a SQLite file for writing, as <see cref="Open(Database)"/> does.</summary>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public static ResultsStore Open(string path) => Open(Database.File(path));

    /// <summary>Opens a database for writing; creates its tables, or brings them up to date, where needed.</summary>
    /// <exception cref="StorageException">It cannot be written, or a later release has written it.</exception>
    public static ResultsStore Open(Database database)
    {
        var store = new ResultsStore(database, readOnly: false);
        store.Guard(() =>
        {
            using var connection = store.Connect();
            database.Prepare(connection);
            using var transaction = connection.BeginTransaction();
            if (database.LockSchema.Length > 0) connection.Execute(database.LockSchema);
            store.Migrate(connection);
            store._version = ResultsSchema.Steps.Length;
            transaction.Commit();
            return true;
        });
        return store;
    }

    /// <summary>Opens an existing SQLite file for reading, as <see cref="OpenRead(Database)"/> does.</summary>
    /// <exception cref="StorageException">It does not exist or is not a results database.</exception>
    public static ResultsStore OpenRead(string path) => OpenRead(Database.File(path));

    /// <summary>Opens an existing database for reading.</summary>
    /// <exception cref="StorageException">It does not exist or is not a results database.</exception>
    public static ResultsStore OpenRead(Database database)
    {
        var store = new ResultsStore(database, readOnly: true);
        store.Campaigns();
        store._version = store.Guard(store.VersionOfTables);
        return store;
    }

    /// <summary>The campaigns, in order of submission.</summary>
    public IReadOnlyList<StoredCampaign> Campaigns() => Guard(() =>
    {
        using var connection = Connect();
        return ResultsExtension.Campaigns(connection).Where(named => !named.IsFormer).Select(named => named.Campaign).ToList();
    });

    /// <summary>The results of a campaign by item, one row at a time, each with the digest of its series checked.</summary>
    /// <exception cref="StorageException">It cannot be read; or the series of an item, which it names, were damaged.</exception>
    public IEnumerable<StoredResult> Read(CampaignId campaign) =>
        Items(ResultRow.Columns, campaign, (row, observed) => RowCheck.Whole(row, observed, campaign, _database.Name));

    /// <summary>The result of an item, the digest of its series checked; null if there is none.</summary>
    /// <exception cref="StorageException">It cannot be read, or its series were damaged.</exception>
    public StoredResult? Whole(CampaignId campaign, ItemIndex item) => Guard(() =>
    {
        using var connection = Connect();
        return ObservedSeries.Beside(
            connection, _version, ResultRow.Columns, "results.campaign = @campaign AND results.item_index = @item",
            [("campaign", campaign.Value), ("item", item.Value)], (row, observed) => RowCheck.Whole(row, observed, campaign, _database.Name)).SingleOrDefault();
    });

    /// <summary>The rows of a campaign that are not as they were written, by item: all are looked at, one at a time.</summary>
    public IEnumerable<DamagedRow> Damaged(StoredCampaign campaign) =>
        Items(RowCheck.Columns, campaign.Id, (row, observed) => RowCheck.Check(row, observed, campaign));

    /// <summary>The result of an item; null if there is none.</summary>
    /// <exception cref="StorageException">It cannot be read; caused by a FormatException if its series make no sense.</exception>
    public StoredResult? Find(CampaignId campaign, ItemIndex item) => Guard(() =>
    {
        using var connection = Connect();
        return ObservedSeries.Beside(
            connection, _version, ResultRow.Columns, "results.campaign = @campaign AND results.item_index = @item",
            [("campaign", campaign.Value), ("item", item.Value)], ResultRow.Read).SingleOrDefault();
    });

    /// <summary>The scalar columns of a campaign's results, by item.</summary>
    public IEnumerable<StoredSummary> Summaries(CampaignId campaign) =>
        Stream(ResultsSchema.Summaries(_version), campaign, ResultRow.ReadSummary);

    /// <summary>
    /// Another one whenever a campaign's results have changed, and found without looking at them: it is written with them, in one
    /// transaction. Null before anything is.
    /// </summary>
    public string? Mark(CampaignId campaign) => Stream(ResultsSchema.Mark, campaign, row => $"{row.GetInt64(1)} {row.GetString(0)}").SingleOrDefault();

    /// <summary>How many facts a campaign's journal holds.</summary>
    public long Facts(CampaignId campaign) => Stream(connection => connection.Query(
        ResultsSchema.Facts, [("journal", ResultsSchema.Journal(campaign.Value))], row => row.IsDBNull(0) ? 0 : row.GetInt64(0))).Single();

    /// <summary>The facts of a campaign's journal from one on, by number; null is one that this release does not know.</summary>
    public IEnumerable<(long Number, ICampaignEvent? Fact)> FactsFrom(CampaignId campaign, long first) => Stream(connection => connection.Query(
        ResultsSchema.FactsFrom, [("journal", ResultsSchema.Journal(campaign.Value)), ("first", first)],
        row => (row.GetInt64(0), JournalSerializer.Event(row.GetFieldValue<byte[]>(1), row.GetString(2)))));

    /// <summary>How many results of a campaign there are.</summary>
    public long Count(CampaignId campaign) => Stream(ResultsSchema.Count, campaign, row => row.GetInt64(0)).Single();

    /// <summary>The same of the items from one to another, both included.</summary>
    public IReadOnlyList<StoredSummary> Summaries(CampaignId campaign, long first, long last) =>
        [.. Stream(connection => connection.Query(
            ResultsSchema.SummariesBetween(_version), [("campaign", campaign.Value), ("first", first), ("last", last)], ResultRow.ReadSummary))];

    /// <summary>The same of some items, those of them that are there.</summary>
    public IReadOnlyList<StoredSummary> Summaries(CampaignId campaign, IEnumerable<long> items) =>
        [.. Stream(connection => items.SelectMany(item => connection.Query(
            ResultsSchema.SummariesBetween(_version), [("campaign", campaign.Value), ("first", item), ("last", item)], ResultRow.ReadSummary)))];

    /// <summary>The items of a campaign that are there, from one on, ascending; no row is looked at.</summary>
    public IEnumerable<long> ItemsFrom(CampaignId campaign, long first) =>
        Stream(connection => connection.Query(
            ResultsSchema.ItemsFrom, [("campaign", campaign.Value), ("first", first)], row => row.GetInt64(0)));

    /// <summary>Of each campaign, how many results a node has computed, and what they took; NaN where nobody noted it.</summary>
    public IReadOnlyList<(CampaignId Campaign, long Items, double Seconds)> ComputedBy(NodeId node) =>
        [.. Stream(connection => connection.Query(
            ResultsSchema.OfNode, [("node", node.Value)],
            row => (new CampaignId(row.GetString(0)), row.GetInt64(1), row.IsDBNull(2) ? double.NaN : row.GetDouble(2))))
            .Where(loss => !loss.Item1.Value.Contains('#', StringComparison.Ordinal))];

    /// <summary>The quarantined items of a campaign, by item.</summary>
    public IReadOnlyList<QuarantinedItem> Quarantined(CampaignId campaign) =>
        [.. Stream(ResultsSchema.Quarantined, campaign, row => new QuarantinedItem(
            new ItemIndex(row.GetInt64(0)), row.GetInt32(1), row.GetString(2), new NodeId(row.GetString(3))))];

    /// <summary>
    /// What was written last for a campaign, as far as the journal may not know: the items of a batch that are <paramref name="wanted"/>, or
    /// another grid. From then on a coordinator that knows no more facts than <paramref name="journalled"/> is refused: it has been replaced,
    /// and would put rows in place of those that are adopted here. The one that takes over writes no row before it has journalled a fact.
    /// </summary>
    /// <exception cref="StorageException">Another one knows more facts, or the database cannot be used.</exception>
    public LastWrite TakeOver(CampaignId campaign, long journalled, Func<long, bool> wanted) => Guard(() =>
    {
        using var connection = Connect();
        using var transaction = connection.BeginTransaction();
        RefuseUnless(connection.Execute(ResultsSchema.Claim, ("campaign", campaign.Value), ("journalled", journalled + 1)));
        var written = Last(connection, campaign, journalled, wanted);
        transaction.Commit();
        return written;
    });

    private static LastWrite Last(DbConnection connection, CampaignId campaign, long journalled, Func<long, bool> wanted)
    {
        var last = connection.Query(ResultsSchema.LastGroup, [("campaign", campaign.Value)], row => row.GetString(0)).Single();
        if (last == ResultsSchema.ExtensionMark(journalled))
        {
            var stored = ResultsExtension.Campaigns(connection).Single(named => named.Key == campaign.Value).Campaign;
            return new LastWrite([], StoredItems.Of(
                stored, connection.Query(ResultsSchema.Summaries(ResultsSchema.Steps.Length), [("campaign", campaign.Value)], ResultRow.ReadSummary)));
        }
        // One that the journal knows already is no group of items either.
        if (!last.StartsWith('[')) return new LastWrite([], null);
        return new LastWrite(
            [
                .. (JsonSerializer.Deserialize<long[]>(last) ?? []).Where(wanted)
                    .SelectMany(item => connection.Query(
                        ResultsSchema.Summary, [("campaign", campaign.Value), ("item", item)], ResultRow.ReadSummary).ToList())
                    .Select(row => WithLastValues(connection, campaign, row)),
            ],
            null);
    }

    /// <summary>
    /// Gives a campaign another grid, or its first, in one transaction, with all rows that are there of it (<see cref="ResultsExtension"/>).
    /// </summary>
    /// <param name="campaign">The campaign from now on.</param>
    /// <param name="excluded">Nodes whose results are left where they are.</param>
    /// <param name="journalled">How many facts are known of it.</param>
    /// <exception cref="StorageException">Another coordinator knows more facts, or nothing could be written.</exception>
    public StoredItems Extend(StoredCampaign campaign, IReadOnlySet<NodeId> excluded, long journalled) => Guard(() =>
    {
        using var connection = Connect();
        using var transaction = connection.BeginTransaction();
        RefuseUnless(connection.Execute(ResultsSchema.Claim, ("campaign", campaign.Id.Value), ("journalled", journalled)));
        connection.Execute(
            ResultsSchema.PutExtension, ("campaign", campaign.Id.Value), ("mark", ResultsSchema.ExtensionMark(journalled)));
        var items = new ResultsExtension(_database, connection, campaign, excluded).Carry();
        transaction.Commit();
        return items;
    });

    /// <summary>
    /// Takes over from another database the rows that a campaign's grid has, but damaged ones: the campaign adopts them when it is
    /// submitted or extended.
    /// </summary>
    /// <param name="campaign">The campaign that is to have them.</param>
    /// <param name="other">The other database.</param>
    /// <param name="source">The campaign there.</param>
    /// <returns>How many were taken over.</returns>
    /// <exception cref="StorageException">One of the databases cannot be used; nothing was taken over.</exception>
    public int Reuse(StoredCampaign campaign, ResultsStore other, StoredCampaign source) => Guard(() =>
    {
        var overlap = GridOverlap.Between(source.Spec, source.TaskContents, campaign.Spec, campaign.TaskContents);
        if (overlap.SharedItems == 0 || source.NumericsVersion != campaign.NumericsVersion) return 0;
        using var connection = Connect();
        using var transaction = connection.BeginTransaction();
        var rows = other.Items(RowCheck.Columns, source.Id, (row, observed) =>
            RowCheck.Check(row, observed, source) is null && StoredRow.Read(row, observed) is var whole && overlap.Map(whole.Item) is not null
                ? whole
                : null);
        var taken = ResultsExtension.TakeOver(_database, connection, campaign, source, rows);
        transaction.Commit();
        return taken;
    });

    /// <summary>Writes a batch in one transaction.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="now">The time that is noted beside results.</param>
    /// <exception cref="StorageException">Nothing of it was written.</exception>
    public void Write(StoreBatch batch, DateTimeOffset now) => Guard(() =>
    {
        using var connection = Connect();
        using var transaction = connection.BeginTransaction();
        var id = batch.Campaign.Id.Value;
        if (batch.PutCampaign)
        {
            connection.Execute(
                ResultsSchema.PutCampaign,
                ("campaign", id),
                ("spec", CampaignSpecJson.Write(batch.Campaign.Spec)),
                ("hash", batch.Campaign.TaskContents.Text),
                ("numerics", batch.Campaign.NumericsVersion),
                ("stance", batch.Campaign.Stance.ToString().ToLowerInvariant()),
                ("reason", batch.Campaign.Reason));
        }
        if (batch.ClearQuarantine) connection.Execute(ResultsSchema.ClearQuarantined, ("campaign", id));
        _database.Put(connection, ResultsSchema.Quarantine, [.. batch.Quarantined.Select(item =>
            new object?[] { id, item.Item.Value, item.Failures, item.Error, item.Node.Value })]);
        if (batch.Results.Count > 0)
        {
            var spec = batch.Campaign.Spec;
            RefuseUnless(connection.Execute(
                ResultsSchema.PutLastGroup,
                ("campaign", id),
                ("items", JsonSerializer.Serialize(batch.Results.Select(result => result.Item.Value))),
                ("journalled", batch.Journalled)));
            _database.Put(connection, ResultRow.Table, [.. batch.Results.Select(result => ResultRow.Of(spec, result, now))]);
            _database.Put(connection, ObservedSeries.Table, [.. batch.Results.SelectMany(ObservedSeries.Of)]);
            connection.Execute(ResultsSchema.ReleaseQuarantined, ("campaign", id));
        }
        transaction.Commit();
        return true;
    });

    /// <summary>
    /// From here on refuses results from whoever knows fewer facts: a coordinator that has been replaced, and goes on.
    /// </summary>
    /// <exception cref="StorageException">Another one knows more facts, or the database cannot be written.</exception>
    public void Claim(CampaignId campaign, long journalled) => Guard(() =>
    {
        using var connection = Connect();
        return RefuseUnless(connection.Execute(ResultsSchema.Claim, ("campaign", campaign.Value), ("journalled", journalled)));
    });

    /// <summary>Removes the rows of a campaign that some nodes computed, in one transaction.</summary>
    /// <exception cref="StorageException">Nothing was removed.</exception>
    public void Remove(CampaignId campaign, IReadOnlyList<NodeId> nodes, long journalled) => Guard(() =>
    {
        using var connection = Connect();
        using var transaction = connection.BeginTransaction();
        RefuseUnless(connection.Execute(ResultsSchema.Claim, ("campaign", campaign.Value), ("journalled", journalled)));
        foreach (var node in nodes)
            connection.Execute(ResultsSchema.RemoveRows, ("campaign", campaign.Value), ("node", node.Value));
        connection.Execute(ResultsSchema.MarkRemoval, ("campaign", campaign.Value));
        transaction.Commit();
        return true;
    });

    /// <summary>
    /// Removes a campaign, in one transaction: its rows, those that it had in former grids, its journal and its snapshots. Nobody may be at
    /// work on it.
    /// </summary>
    /// <exception cref="StorageException">Nothing was removed.</exception>
    public void Delete(CampaignId campaign) => Guard(() =>
    {
        using var connection = Connect();
        using var transaction = connection.BeginTransaction();
        foreach (var statement in ResultsSchema.Delete) connection.Execute(statement, ("campaign", campaign.Value), ("former", campaign.Value + "#"));
        foreach (var statement in ResultsSchema.DeleteJournal) connection.Execute(statement, ("journal", ResultsSchema.Journal(campaign.Value)));
        transaction.Commit();
        return true;
    });

    /// <summary>A sentence for an error of the database, also one met by the journal, which lives in the same one.</summary>
    public string Explain(Exception error)
    {
        for (var e = error; e is not null; e = e.InnerException)
        {
            if (e is StorageException) return e.Message;
        }
        return _database.Explain(error);
    }

    /// <summary>Whether what failed may go well a little later (<see cref="Database.IsTransient"/>).</summary>
    public bool IsTransient(Exception error) => error is StorageException { IsTransient: true } || _database.IsTransient(error);

    private DbConnection Connect() => _database.Connect(_readOnly);

    private void Migrate(DbConnection connection)
    {
        connection.Execute(ResultsSchema.CreateVersion);
        var version = connection.Query(ResultsSchema.Version, [], row => row.GetInt32(0)).SingleOrDefault();
        if (version > ResultsSchema.Steps.Length)
        {
            throw new StorageException(
                $"{_database.Name}: a later release of this program has written it (version {version} of its tables; this one "
                + $"knows {ResultsSchema.Steps.Length}). Use that release.");
        }
        foreach (var step in ResultsSchema.Steps.Skip(version))
            connection.Execute(step.Replace("BYTES", _database.Bytes, StringComparison.Ordinal));
        // Written even if nothing changes: this finds out now whether the database can be written.
        connection.Execute(ResultsSchema.ClearVersion);
        connection.Execute(ResultsSchema.PutVersion, ("version", ResultsSchema.Steps.Length));
    }

    // Those of the first release say nothing of it.
    private int VersionOfTables()
    {
        using var connection = Connect();
        try
        {
            return connection.Query(ResultsSchema.Version, [], row => row.GetInt32(0)).SingleOrDefault();
        }
        catch (DbException e) when (!_database.IsTransient(e))
        {
            return 0;
        }
    }

    private bool RefuseUnless(int changed) => changed > 0
        ? true
        : throw new StorageException($"{_database.Name}: another coordinator has taken the campaign over.", transient: true);

    private static StoredSummary WithLastValues(DbConnection connection, CampaignId campaign, StoredSummary row) => row with
    {
        Summary = row.Summary with
        {
            LastValues = LastValue.Of(
                ObservedSeries.Of(connection, campaign.Value, row.Item.Value), row.Summary.DivergedAt is not null),
        },
    };

    private IEnumerable<T> Items<T>(
        IEnumerable<string> columns, CampaignId campaign, Func<DbDataReader, IReadOnlyList<StoredSeries>, T?> read)
        where T : class =>
        Stream(connection => ObservedSeries.Beside(
            connection, _version, columns, "results.campaign = @campaign", [("campaign", campaign.Value)], read));

    private IEnumerable<T> Stream<T>(string sql, CampaignId campaign, Func<DbDataReader, T> read) =>
        Stream(connection => connection.Query(sql, [("campaign", campaign.Value)], read));

    private IEnumerable<T> Stream<T>(Func<DbConnection, IEnumerable<T>> query)
    {
        using var connection = Guard(Connect);
        using var rows = query(connection).GetEnumerator();
        while (Guard(rows.MoveNext)) yield return rows.Current;
    }

    private T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is DbException or IOException or TimeoutException or UnauthorizedAccessException or FormatException or JsonException)
        {
            throw new StorageException(Explain(e), e);
        }
    }
}
