using Akka.Actor;
using Chaos.Actors.Messages.Journal;
using Chaos.Actors.Messages.Serialization;
using Microsoft.Data.Sqlite;

namespace Chaos.Actors.Benchmarks.ClusterScale;

/// <summary>When a campaign was worked on, as its journal says.</summary>
/// <param name="Open">From the moment its term was journalled, when items may be given out, to the last result that was journalled.</param>
/// <param name="Work">The same from the start of the first item (its result's moment less its duration).</param>
/// <param name="Computing">What the items took, summed.</param>
/// <param name="Items">Items completed.</param>
internal sealed record Journal(TimeSpan Open, TimeSpan Work, TimeSpan Computing, int Items)
{
    public static Journal Read(string database, ActorSystem system)
    {
        var serializer = new JournalSerializer((ExtendedActorSystem)system);
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT created, manifest, message FROM journal ORDER BY ordering";
        using var rows = command.ExecuteReader();
        var (open, start, end, computing, items) = (long.MaxValue, TimeSpan.MaxValue, TimeSpan.Zero, TimeSpan.Zero, 0);
        while (rows.Read())
        {
            var created = rows.GetInt64(0);
            switch (serializer.FromBinary(rows.GetFieldValue<byte[]>(2), rows.GetString(1)))
            {
                case CampaignEvents.TermBegan:
                    open = Math.Min(open, created);
                    break;
                case CampaignEvents.ItemCompleted completed:
                    end = TimeSpan.FromTicks(created);
                    start = TimeSpan.FromTicks(Math.Min(start.Ticks, (end - completed.Duration).Ticks));
                    computing += completed.Duration;
                    items++;
                    break;
            }
        }
        return new Journal(end - TimeSpan.FromTicks(open), end - start, computing, items);
    }
}
