using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Messages;
using Spectre.Console;

namespace Chaos.Actors.Cli.Verification;

/// <summary>What <c>chaos verify</c> says: a row a node, then who or what is to be mistrusted, and what to do.</summary>
internal static class VerificationText
{
    private const int Listed = 10;

    /// <summary>Writes it.</summary>
    public static void Write(VerificationResult result, bool inCluster)
    {
        Screen.Result(Table(result));
        Screen.Result("");
        var differing = result.Differing.GroupBy(check => check.Node).ToList();
        foreach (var node in differing)
        {
            Screen.Paragraph($"{node.Key} computed something else than this machine: {Items(node.Select(check => check.Item))}; "
                + $"the first difference is in item {node.First().Item}, {node.First().First}.");
        }
        foreach (var rows in result.Damaged.GroupBy(row => string.Join(", ", row.Columns)))
        {
            Screen.Paragraph($"Damaged after they were stored: {Items(rows.Select(row => row.Item))}, column{(rows.Key.Contains(',', StringComparison.Ordinal) ? "s" : "")} "
                + $"{rows.Key}.");
        }
        if (result.Damaged.Count > 0)
        {
            Screen.Paragraph("A damaged row is not what its own series say, or these have not the digest that stands beside them. No node is "
                + "to blame: look at the disk, and restore the database from a backup or compute the campaign anew"
                + $"{(inCluster ? " under another name" : " in another folder (--out)")}.");
        }
        if (differing.Count > 0) Screen.Paragraph(WayOut(differing, result, inCluster));
        if (result.IsClean)
        {
            Screen.Result($"{Format.Count(result.Checks.Count)} items computed again: every digest is the same (--seed {result.Seed}). "
                + $"{Format.Count(result.Read)} stored rows read: none is damaged.");
        }
    }

    private static string WayOut(List<IGrouping<NodeId, ItemCheck>> differing, VerificationResult result, bool inCluster)
    {
        if (result.Differing.Count == result.Checks.Count)
        {
            return "No item agrees: it may as well be this machine that computes wrong. Repeat this on another one "
                + $"(--seed {result.Seed}) before you mistrust a node.";
        }
        return inCluster
            ? "Have its items computed again by others:  "
                + string.Join("; ", differing.Select(node => $"{RunFolder.Program} exclude {Format.Argument(node.Key.Value)}"))
            : "Check that machine's memory and cooling, and compute the campaign anew in another folder (--out).";
    }

    private static string Items(IEnumerable<ItemIndex> indices)
    {
        var items = indices.Select(item => item.ToString()).ToList();
        return (items.Count == 1 ? "item " : "items ") + string.Join(", ", items.Take(Listed))
            + (items.Count > Listed ? $" and {items.Count - Listed} more" : "");
    }

    private static Table Table(VerificationResult result)
    {
        var table = new Table().Border(TableBorder.None);
        table.AddColumn(new TableColumn("node").NoWrap().PadLeft(0).PadRight(2));
        foreach (var title in new[] { "items", "checked", "disagreeing", "damaged" })
            table.AddColumn(new TableColumn(title).RightAligned().NoWrap().PadLeft(0).PadRight(2));
        foreach (var (node, stored) in result.Sample.Nodes)
        {
            table.AddRow([.. new[]
            {
                node.Value,
                Format.Count(stored),
                Format.Count(result.Checks.Count(check => check.Node == node)),
                Format.Count(result.Differing.Count(check => check.Node == node)),
                Format.Count(result.Damaged.Count(row => row.Node == node)),
            }.Select(Markup.Escape)]);
        }
        return table;
    }
}
