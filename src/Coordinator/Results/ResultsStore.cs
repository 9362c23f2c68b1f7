using System.Data;
using System.Data.Common;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Journal;
using Chaos.Actors.Messages.Serialization;
using Microsoft.Data.Sqlite;

namespace Chaos.Actors.Coordinator.Results;

/// <summary>
/// The campaigns and their results in one database file, readable while another process writes it. Every method opens a
/// (pooled) connection of its own and may be called from any thread.
/// </summary>
public sealed class ResultsStore
{
    private readonly string _path;
    private readonly string _connectionString;

    private ResultsStore(string path, SqliteOpenMode mode)
    {
        _path = path;
        _connectionString = SqliteFile.ConnectionString(path, mode);
    }

    /// <summary>Opens a file for writing; creates it and its tables where needed.</summary>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public static ResultsStore Open(string path)
    {
        var store = new ResultsStore(path, SqliteOpenMode.ReadWriteCreate);
        store.Guard(() =>
        {
            using var connection = store.Connect();
            connection.Execute("PRAGMA journal_mode = WAL");
            using var transaction = connection.BeginTransaction();
            connection.Execute(ResultsSchema.Create);
            // Creating what exists writes nothing: this finds out now whether the file can be written.
            connection.Execute("PRAGMA user_version = 1");
            transaction.Commit();
            return true;
        });
        return store;
    }

    /// <summary>Opens an existing file for reading.</summary>
    /// <exception cref="StorageException">It does not exist or is not a results database.</exception>
    public static ResultsStore OpenRead(string path)
    {
        if (!File.Exists(path)) throw new StorageException($"{path}: there is no such file.");
        var store = new ResultsStore(path, SqliteOpenMode.ReadOnly);
        store.Campaigns();
        return store;
    }

    /// <summary>The campaigns, in order of submission.</summary>
    public IReadOnlyList<StoredCampaign> Campaigns() => Guard(() =>
    {
        using var connection = Connect();
        return connection.Query(ResultsSchema.Campaigns, [], row => new StoredCampaign(
            CampaignSpecJson.Read(row.GetString(0)),
            row.GetString(1),
            row.GetInt32(2),
            Enum.Parse<CampaignStance>(row.GetString(3), ignoreCase: true),
            row.GetString(4))).ToList();
    });

    /// <summary>The results of a campaign by item, one row at a time.</summary>
    public IEnumerable<StoredResult> Read(CampaignId campaign) => Stream(ResultsSchema.Results, campaign, row =>
    {
        var copies = row.GetInt32(1);
        var series = new PairGroupSeries(
            SeriesBlob.Read(row.GetFieldValue<byte[]>(2), copies),
            SeriesBlob.Read(row.GetFieldValue<byte[]>(3)),
            SeriesBlob.Read(row.GetFieldValue<byte[]>(4), copies - 1),
            row.IsDBNull(5) ? null : row.GetInt32(5));
        return new StoredResult(
            new ItemIndex(row.GetInt64(0)), series, row.GetString(6), row.GetInt32(7), new NodeId(row.GetString(8)));
    });

    /// <summary>The scalar columns of a campaign's results, by item.</summary>
    public IEnumerable<StoredSummary> Summaries(CampaignId campaign) =>
        Stream(ResultsSchema.Summaries, campaign, ResultRow.ReadSummary);

    /// <summary>The quarantined items of a campaign, by item.</summary>
    public IReadOnlyList<QuarantinedItem> Quarantined(CampaignId campaign) =>
        [.. Stream(ResultsSchema.Quarantined, campaign, row => new QuarantinedItem(
            new ItemIndex(row.GetInt64(0)), row.GetInt32(1), row.GetString(2), new NodeId(row.GetString(3))))];

    /// <summary>Writes a batch in one transaction.</summary>
    /// <exception cref="StorageException">Nothing of it was written.</exception>
    public void Write(StoreBatch batch) => Guard(() =>
    {
        using var connection = Connect();
        using var transaction = connection.BeginTransaction();
        var id = batch.Campaign.Id.Value;
        connection.Execute(
            ResultsSchema.PutCampaign,
            ("campaign", id),
            ("spec", CampaignSpecJson.Write(batch.Campaign.Spec)),
            ("hash", batch.Campaign.TaskContentHash),
            ("numerics", batch.Campaign.NumericsVersion),
            ("stance", batch.Campaign.Stance.ToString().ToLowerInvariant()),
            ("reason", batch.Campaign.Reason));
        if (batch.ClearQuarantine) connection.Execute(ResultsSchema.ClearQuarantined, ("campaign", id));
        foreach (var item in batch.Quarantined)
        {
            connection.Execute(
                ResultsSchema.PutQuarantined,
                ("campaign", id),
                ("item", item.Item.Value),
                ("failures", item.Failures),
                ("error", item.Error),
                ("node", item.Node.Value));
        }
        using var put = connection.Prepare(ResultsSchema.PutResult);
        using var delete = connection.Prepare(ResultsSchema.DeleteQuarantined);
        var spec = batch.Campaign.Spec;
        foreach (var result in batch.Results)
        {
            put.Run(ResultRow.Parameters(spec, result));
            delete.Run(("campaign", id), ("item", result.Item.Value));
        }
        transaction.Commit();
        return true;
    });

    /// <summary>A sentence for an error of the database, also one met by the journal, which lives in the same file.</summary>
    public string Explain(Exception error) => StorageErrors.Explain(_path, error);

    private DbConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        connection.Execute(SqliteFile.OnOpen);
        return connection;
    }

    private IEnumerable<T> Stream<T>(string sql, CampaignId campaign, Func<DbDataReader, T> read)
    {
        using var connection = Guard(Connect);
        using var rows = connection.Query(sql, [("campaign", campaign.Value)], read).GetEnumerator();
        while (Guard(rows.MoveNext)) yield return rows.Current;
    }

    private T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is DbException or IOException or UnauthorizedAccessException or FormatException)
        {
            throw new StorageException(Explain(e), e);
        }
    }
}
