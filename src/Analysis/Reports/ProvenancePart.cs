using System.Globalization;

namespace Chaos.Actors.Analysis.Reports;

/// <summary>Who computed what, with which program, when and for how long, and how to see that it is the same again.</summary>
internal static class ProvenancePart
{
    private const int MostNodes = 20, MostFailed = 20;

    /// <summary>The blocks.</summary>
    public static IEnumerable<ReportBlock> Of(Provenance from)
    {
        yield return new ReportBlock.Table("Provenance", ["", ""], [.. Rows(from).Select(row => (IReadOnlyList<string>)[row.Name, row.Value])]) { Words = 2 };
        if (from.Failed.Count > 0)
        {
            yield return new ReportBlock.Table(
                "Items that failed, and are in no number above", ["item", "attempts", "last error"],
                [.. from.Failed.Take(MostFailed).Select(failed => (IReadOnlyList<string>)[Numbers.Count(failed.Item), Numbers.Count(failed.Attempts), failed.Error])])
            {
                Words = 3,
                Note = from.Failed.Count > MostFailed ? $"The first {MostFailed} of {Numbers.Count(from.Failed.Count)}; chaos status DIR --json names all of them." : "",
            };
        }
        if (from.CampaignFile is { } file)
            yield return new ReportBlock.Listing("The campaign file, as it was given (what the command line changed is in the protocol above)", "yaml", file);
    }

    private static IEnumerable<(string Name, string Value)> Rows(Provenance from)
    {
        yield return ("program", $"Chaos.Actors {from.Version}{(from.Commit.Length > 0 ? $", commit {from.Commit}" : "")}");
        if (from.Command.Length > 0) yield return ("this report was written by", from.Command);
        if (from.Machine.Length > 0) yield return ("on", from.Machine);
        if (from.Nodes.Count > 0) yield return (from.Nodes.Count == 1 ? "computed by" : "computed by (items)", Nodes(from));
        if (from is { Begun: { } begun, Ended: { } ended })
            yield return ("computed", $"{Time(begun)} to {Time(ended)} ({Duration((ended - begun).TotalSeconds)} by the clock, pauses included)");
        if (!double.IsNaN(from.Seconds)) yield return ("computing time", $"{Duration(from.Seconds)}, sum over items, one thread each");
        foreach (var (task, hash) in from.Tasks) yield return ($"data of {task}", $"SHA-256 {hash}");
        if (from.NumericsVersions.Count > 0) yield return ("numerics version", string.Join(", ", from.NumericsVersions));
        if (from.Digest.Length > 0) yield return ("digest of all items", $"{from.Digest} (SHA-256 over the items' digests by index, a line each)");
    }

    private static string Nodes(Provenance from)
    {
        if (from.Nodes is [var only]) return only.Node;
        var shown = string.Join(", ", from.Nodes.Take(MostNodes).Select(node => $"{node.Node} ({Numbers.Count(node.Items)})"));
        return from.Nodes.Count > MostNodes ? $"{shown} … {Numbers.Count(from.Nodes.Count)} nodes" : shown;
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Duration(double seconds) => seconds switch
    {
        < 120 => $"{Numbers.Significant(seconds)} s",
        < 7200 => $"{Numbers.Significant(seconds / 60)} min",
        _ => $"{Numbers.Significant(seconds / 3600)} h",
    };
}
