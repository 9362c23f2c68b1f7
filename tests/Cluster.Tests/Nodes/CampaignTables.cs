using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Chaos.Actors.Cluster.Tests.Nodes;

/// <summary>What a database says of campaigns, read around the program and beside it.</summary>
public sealed class CampaignTables
{
    private readonly Func<DbConnection> _connect;

    private CampaignTables(Func<DbConnection> connect) => _connect = connect;

    /// <summary>Those in a SQLite file.</summary>
    public static CampaignTables InFile(string path) =>
        new(() => new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False"));

    /// <summary>Those on a PostgreSQL server.</summary>
    public static CampaignTables OnServer(string connection) => new(() => new NpgsqlConnection(connection + ";Pooling=false"));

    /// <summary>The digest of every stored item.</summary>
    public SortedDictionary<long, string> Digests(string campaign)
    {
        var digests = new SortedDictionary<long, string>();
        foreach (var row in Query("SELECT item_index, digest FROM results WHERE campaign = @campaign", campaign))
            digests.Add((long)row[0], (string)row[1]);
        return digests;
    }

    /// <summary>The node that computed each item.</summary>
    public Dictionary<long, string> Nodes(string campaign) =>
        Query("SELECT item_index, node FROM results WHERE campaign = @campaign", campaign)
            .ToDictionary(row => (long)row[0], row => (string)row[1]);

    /// <summary>The campaign of each result and the seconds it took to compute, in the order they were stored (SQLite).</summary>
    public List<(string Campaign, double Seconds)> StoredOrder() =>
    [
        .. Query("SELECT campaign, seconds FROM results WHERE campaign <> @campaign ORDER BY rowid", "")
            .Select(row => ((string)row[0], (double)row[1])),
    ];

    /// <summary>How many completions the journal has: one for each item, whatever happened.</summary>
    public long Completions(string campaign) => (long)Query(
        "SELECT count(*) FROM journal WHERE manifest = 'completed' AND persistence_id = @campaign", $"campaign-{campaign}").Single()[0];

    /// <summary>The rows of a query; none while there is no such table, or nobody to ask.</summary>
    private List<object[]> Query(string sql, string campaign)
    {
        try
        {
            using var connection = _connect();
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@campaign", campaign);
            command.Parameters.Add(parameter);
            using var reader = command.ExecuteReader();
            var rows = new List<object[]>();
            while (reader.Read())
            {
                var row = new object[reader.FieldCount];
                reader.GetValues(row);
                rows.Add(row);
            }
            return rows;
        }
        catch (DbException)
        {
            return [];
        }
    }
}
