namespace Chaos.Actors.Coordinator.Results;

/// <summary>
/// All SQL of the results database, in what SQLite and PostgreSQL have in common (docs/results-format.md explains the
/// columns to SQL users). The journal's and snapshots' own tables stand beside these.
/// </summary>
internal static class ResultsSchema
{
    public const string Create =
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
            loss BLOB NOT NULL,
            accuracy BLOB NOT NULL,
            distance BLOB NOT NULL,
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

    public const string PutCampaign =
        """
        INSERT INTO campaigns (position, campaign, spec, task_content_hash, numerics_version, stance, reason)
        VALUES ((SELECT COUNT(*) FROM campaigns), @campaign, @spec, @hash, @numerics, @stance, @reason)
        ON CONFLICT (campaign) DO UPDATE SET stance = excluded.stance, reason = excluded.reason
        """;

    public const string PutResult =
        """
        INSERT INTO results (campaign, item_index, seed, architecture, l2, eta, copies, epochs, diverged_at, lambda,
            initial_distance, final_accuracy, best_accuracy, training_times, loss, accuracy, distance, digest,
            numerics_version, node)
        VALUES (@campaign, @item, @seed, @architecture, @l2, @eta, @copies, @epochs, @diverged, @lambda,
            @initial, @final, @best, @times, @loss, @accuracy, @distance, @digest, @numerics, @node)
        ON CONFLICT (campaign, item_index) DO UPDATE SET
            seed = excluded.seed, architecture = excluded.architecture, l2 = excluded.l2, eta = excluded.eta,
            copies = excluded.copies, epochs = excluded.epochs, diverged_at = excluded.diverged_at,
            lambda = excluded.lambda, initial_distance = excluded.initial_distance,
            final_accuracy = excluded.final_accuracy, best_accuracy = excluded.best_accuracy,
            training_times = excluded.training_times, loss = excluded.loss, accuracy = excluded.accuracy,
            distance = excluded.distance, digest = excluded.digest, numerics_version = excluded.numerics_version,
            node = excluded.node
        """;

    public const string PutQuarantined =
        """
        INSERT INTO quarantined (campaign, item_index, failures, error, node)
        VALUES (@campaign, @item, @failures, @error, @node)
        ON CONFLICT (campaign, item_index) DO UPDATE SET
            failures = excluded.failures, error = excluded.error, node = excluded.node
        """;

    public const string DeleteQuarantined = "DELETE FROM quarantined WHERE campaign = @campaign AND item_index = @item";

    public const string ClearQuarantined = "DELETE FROM quarantined WHERE campaign = @campaign";

    public const string Campaigns =
        "SELECT spec, task_content_hash, numerics_version, stance, reason FROM campaigns ORDER BY position";

    public const string Summaries =
        """
        SELECT item_index, lambda, initial_distance, final_accuracy, best_accuracy, training_times, diverged_at, digest,
            numerics_version, node
        FROM results WHERE campaign = @campaign ORDER BY item_index
        """;

    public const string Results =
        """
        SELECT item_index, copies, loss, accuracy, distance, diverged_at, digest, numerics_version, node
        FROM results WHERE campaign = @campaign ORDER BY item_index
        """;

    public const string Quarantined =
        """
        SELECT item_index, failures, error, node FROM quarantined WHERE campaign = @campaign ORDER BY item_index
        """;
}
