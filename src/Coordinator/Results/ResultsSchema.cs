using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Chaos.Actors.Coordinator.Storage;

namespace Chaos.Actors.Coordinator.Results;

/// <summary>
/// All SQL of the results database, in what SQLite and PostgreSQL have in common (docs/results-format.md explains the
/// columns to SQL users). The journal's and snapshots' own tables stand beside these.
/// </summary>
internal static class ResultsSchema
{
    /// <summary>
    /// What made each version of the tables out of the one before, first to last: a database of any age is brought up to
    /// date when it is opened for writing. A released step never changes. BYTES stands for the provider's type.
    /// </summary>
    public static readonly ImmutableArray<string> Steps = [ResultTables, LastGroups, Exclusions, MoreAxes, Series, Data];

    public static readonly Table Quarantine = new(
        "quarantined",
        "campaign, item_index",
        ("campaign", ColumnType.Text),
        ("item_index", ColumnType.Long),
        ("failures", ColumnType.Integer),
        ("error", ColumnType.Text),
        ("node", ColumnType.Text));

    public const string CreateVersion = "CREATE TABLE IF NOT EXISTS chaos_schema (version INTEGER NOT NULL)";

    public const string Version = "SELECT version FROM chaos_schema";

    public const string ClearVersion = "DELETE FROM chaos_schema";

    public const string PutVersion = "INSERT INTO chaos_schema (version) VALUES (@version)";

    private const string ResultTables =
        """
        CREATE TABLE IF NOT EXISTS campaigns (
            position INTEGER NOT NULL,
            campaign TEXT NOT NULL PRIMARY KEY,
            spec TEXT NOT NULL,
            task_content_hash TEXT NOT NULL,
            numerics_version INTEGER NOT NULL,
            stance TEXT NOT NULL,
            reason TEXT NOT NULL
        );
        CREATE TABLE IF NOT EXISTS results (
            campaign TEXT NOT NULL,
            item_index BIGINT NOT NULL,
            seed BIGINT NOT NULL,
            architecture TEXT NOT NULL,
            l2 DOUBLE PRECISION NOT NULL,
            eta DOUBLE PRECISION NOT NULL,
            copies INTEGER NOT NULL,
            epochs INTEGER NOT NULL,
            diverged_at INTEGER,
            lambda DOUBLE PRECISION,
            initial_distance DOUBLE PRECISION,
            final_accuracy DOUBLE PRECISION,
            best_accuracy DOUBLE PRECISION,
            training_times TEXT NOT NULL,
            loss BYTES NOT NULL,
            accuracy BYTES NOT NULL,
            distance BYTES NOT NULL,
            digest TEXT NOT NULL,
            numerics_version INTEGER NOT NULL,
            node TEXT NOT NULL,
            PRIMARY KEY (campaign, item_index)
        );
        CREATE TABLE IF NOT EXISTS quarantined (
            campaign TEXT NOT NULL,
            item_index BIGINT NOT NULL,
            failures INTEGER NOT NULL,
            error TEXT NOT NULL,
            node TEXT NOT NULL,
            PRIMARY KEY (campaign, item_index)
        );
        """;

    // The items of the last group of rows: all that can be in results and not in the journal.
    private const string LastGroups =
        "CREATE TABLE last_groups (campaign TEXT NOT NULL PRIMARY KEY, items TEXT NOT NULL)";

    // journalled: how many facts the writer of the last group knew; one that knows fewer has been replaced.
    private const string Exclusions =
        """
        CREATE TABLE excluded_nodes (node TEXT NOT NULL PRIMARY KEY);
        ALTER TABLE last_groups ADD COLUMN journalled BIGINT NOT NULL DEFAULT 0
        """;

    // NULL in rows of releases that had one task and one ε a campaign and did not note the time.
    private const string MoreAxes =
        """
        ALTER TABLE results ADD COLUMN task TEXT;
        ALTER TABLE results ADD COLUMN momentum DOUBLE PRECISION;
        ALTER TABLE results ADD COLUMN epsilon DOUBLE PRECISION;
        ALTER TABLE results ADD COLUMN seconds DOUBLE PRECISION;
        ALTER TABLE results ADD COLUMN finished TEXT
        """;

    // On every connection of this program SQLite holds foreign keys, too.
    private const string Series =
        """
        CREATE TABLE series (
            campaign TEXT NOT NULL,
            item_index BIGINT NOT NULL,
            name TEXT NOT NULL,
            row_count INTEGER NOT NULL,
            data BYTES NOT NULL,
            PRIMARY KEY (campaign, item_index, name),
            FOREIGN KEY (campaign, item_index) REFERENCES results (campaign, item_index) ON UPDATE CASCADE ON DELETE CASCADE
        )
        """;

    // A file counts from the moment it has a row in data_files; parts of an upload that has none yet, or never will, are nobody's.
    private const string Data =
        """
        CREATE TABLE data_files (
            sha256 TEXT NOT NULL PRIMARY KEY,
            upload TEXT NOT NULL,
            length BIGINT NOT NULL,
            stored TEXT NOT NULL
        );
        CREATE TABLE data_parts (
            upload TEXT NOT NULL,
            part INTEGER NOT NULL,
            stored TEXT NOT NULL,
            data BYTES NOT NULL,
            PRIMARY KEY (upload, part)
        )
        """;

    /// <summary>
    /// Whether tables of a version have that table, or <c>results</c> that column: one that an earlier release wrote, and that is only
    /// read, is not brought up to date.
    /// </summary>
    public static bool Has(int version, string name) =>
        Steps.Take(Math.Max(1, version)).Any(step => Regex.IsMatch(step, $@"\b{name}\b"));

    /// <summary>A column of <c>results</c> in tables of a version: NULL where they do not have it yet.</summary>
    public static string Column(int version, string name) => Has(version, name) ? $"results.{name}" : $"NULL AS {name}";

    public const string ExcludedNodes = "SELECT node FROM excluded_nodes ORDER BY node";

    public const string Exclude = "INSERT INTO excluded_nodes (node) VALUES (@node) ON CONFLICT (node) DO NOTHING";

    public const string Include = "DELETE FROM excluded_nodes WHERE node = @node";

    public const string PutCampaign =
        """
        INSERT INTO campaigns (position, campaign, spec, task_content_hash, numerics_version, stance, reason)
        VALUES ((SELECT COALESCE(MAX(position) + 1, 0) FROM campaigns), @campaign, @spec, @hash, @numerics, @stance, @reason)
        ON CONFLICT (campaign) DO UPDATE SET stance = excluded.stance, reason = excluded.reason
        """;

    public const string ReleaseQuarantined =
        """
        DELETE FROM quarantined WHERE campaign = @campaign AND EXISTS (
            SELECT 1 FROM results WHERE results.campaign = quarantined.campaign
                AND results.item_index = quarantined.item_index)
        """;

    public const string ClearQuarantined = "DELETE FROM quarantined WHERE campaign = @campaign";

    public const string PutLastGroup =
        """
        INSERT INTO last_groups (campaign, items, journalled) VALUES (@campaign, @items, @journalled)
        ON CONFLICT (campaign) DO UPDATE SET items = excluded.items, journalled = excluded.journalled
        WHERE last_groups.journalled <= excluded.journalled
        """;

    public const string Claim =
        """
        INSERT INTO last_groups (campaign, items, journalled) VALUES (@campaign, '[]', @journalled)
        ON CONFLICT (campaign) DO UPDATE SET journalled = excluded.journalled
        WHERE last_groups.journalled <= excluded.journalled
        """;

    public const string RemoveRows = "DELETE FROM results WHERE campaign = @campaign AND node = @node";

    // Another mark, with a space that says nothing: no fact need be new when rows are removed.
    public const string MarkRemoval = "UPDATE last_groups SET items = items || ' ' WHERE campaign = @campaign AND items LIKE '[%'";

    /// <summary>Removes a campaign and its former grids, whose keys have a # behind its name. The rows of series go with those of results.</summary>
    public static readonly ImmutableArray<string> Delete =
    [
        .. new[] { "results", "quarantined", "last_groups", "campaigns" }.Select(table =>
            $"DELETE FROM {table} WHERE campaign = @campaign OR substr(campaign, 1, length(@former)) = @former"),
    ];

    /// <summary>Removes a campaign's journal; the tables are Akka.Persistence.Sql's.</summary>
    public static readonly ImmutableArray<string> DeleteJournal =
        ["DELETE FROM journal WHERE persistence_id = @journal", "DELETE FROM snapshot WHERE persistence_id = @journal"];

    /// <summary>
    /// Instead of a group: the rows were moved into another grid, or taken over, when the journal held so many facts. The next fact says so.
    /// </summary>
    public const string PutExtension = "UPDATE last_groups SET items = @mark WHERE campaign = @campaign";

    public static string ExtensionMark(long journalled) => string.Create(CultureInfo.InvariantCulture, $"extended {journalled}");

    public const string LastGroup = "SELECT items FROM last_groups WHERE campaign = @campaign";

    /// <summary>What is written whenever rows are, and never twice the same.</summary>
    public const string Mark = "SELECT items, journalled FROM last_groups WHERE campaign = @campaign";

    /// <summary>What a campaign's journal is called in the tables of Akka.Persistence.Sql.</summary>
    public static string Journal(string campaign) => $"campaign-{campaign}";

    public const string Facts = "SELECT MAX(sequence_number) FROM journal WHERE persistence_id = @journal";

    public const string FactsFrom =
        """
        SELECT sequence_number, message, manifest FROM journal
        WHERE persistence_id = @journal AND sequence_number >= @first ORDER BY sequence_number
        """;

    public const string Campaigns =
        "SELECT spec, task_content_hash, numerics_version, stance, reason, campaign FROM campaigns ORDER BY position, campaign";

    /// <summary>The scalar columns of a campaign's rows, by item.</summary>
    /// <param name="version">The version of the tables.</param>
    public static string Summaries(int version) => SummariesWhere(version, "campaign = @campaign");

    /// <summary>The same of one item.</summary>
    public static string Summary { get; } = SummariesWhere(Steps.Length, "campaign = @campaign AND item_index = @item");

    /// <summary>The same of a stretch of items.</summary>
    public static string SummariesBetween(int version) =>
        SummariesWhere(version, "campaign = @campaign AND item_index >= @first AND item_index <= @last");

    /// <summary>The next items that are there. The index alone answers it.</summary>
    public const string ItemsFrom =
        "SELECT item_index FROM results WHERE campaign = @campaign AND item_index >= @first ORDER BY item_index";

    /// <summary>What a node computed of each campaign.</summary>
    public const string OfNode = "SELECT campaign, COUNT(*), SUM(seconds) FROM results WHERE node = @node GROUP BY campaign ORDER BY campaign";

    private static string SummariesWhere(int version, string condition) =>
        $"""
        SELECT item_index, lambda, initial_distance, final_accuracy, best_accuracy, training_times, diverged_at, digest,
            numerics_version, node, {Column(version, "seconds")}, {Column(version, "finished")}
        FROM results WHERE {condition} ORDER BY item_index
        """;

    public const string Count = "SELECT count(*) FROM results WHERE campaign = @campaign";

    public const string Quarantined =
        """
        SELECT item_index, failures, error, node FROM quarantined WHERE campaign = @campaign ORDER BY item_index
        """;
}
