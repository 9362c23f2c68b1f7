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
    public static void Write(ItemSample sample, IReadOnlyList<ItemCheck> checks, int seed, bool inCluster)
    {
        Screen.Result(Table(sample, checks));
        Screen.Result("");
        var differing = checks.Where(check => check.Verdict == Verdict.Differs).GroupBy(check => check.Node).ToList();
        foreach (var node in differing)
        {
            Screen.Paragraph($"{node.Key} computed something else than this machine: {Items(node)}; the first difference is in "
                + $"item {node.First().Item}, {node.First().First}.");
        }
        var damaged = checks.Where(check => check.Verdict == Verdict.Damaged).ToList();
        if (damaged.Count > 0)
        {
            Screen.Paragraph($"Damaged after they were stored: {Items(damaged)}. Their series have not the digest that stands beside "
                + "them. No node is to blame: look at the disk, and restore the database from a backup.");
        }
        if (differing.Count > 0) Screen.Paragraph(WayOut(differing, checks, seed, inCluster));
        else if (damaged.Count == 0)
            Screen.Result($"{Format.Count(checks.Count)} items computed again: every digest is the same (--seed {seed}).");
    }

    private static string WayOut(
        List<IGrouping<NodeId, ItemCheck>> differing, IReadOnlyList<ItemCheck> checks, int seed, bool inCluster)
    {
        if (!checks.Any(check => check.Verdict == Verdict.Agrees))
        {
            return "No item agrees: it may as well be this machine that computes wrong. Repeat this on another one "
                + $"(--seed {seed}) before you mistrust a node.";
        }
        return inCluster
            ? "Have its items computed again by others:  "
                + string.Join("; ", differing.Select(node => $"{RunFolder.Program} exclude {Format.Argument(node.Key.Value)}"))
            : "Check that machine's memory and cooling, and compute the campaign anew in another folder (--out).";
    }

    private static string Items(IEnumerable<ItemCheck> checks)
    {
        var items = checks.Select(check => check.Item.ToString()).ToList();
        return (items.Count == 1 ? "item " : "items ") + string.Join(", ", items.Take(Listed))
            + (items.Count > Listed ? $" and {items.Count - Listed} more" : "");
    }

    private static Table Table(ItemSample sample, IReadOnlyList<ItemCheck> checks)
    {
        var table = new Table().Border(TableBorder.None);
        table.AddColumn(new TableColumn("node").NoWrap().PadLeft(0).PadRight(2));
        foreach (var title in new[] { "items", "checked", "disagreeing", "damaged" })
            table.AddColumn(new TableColumn(title).RightAligned().NoWrap().PadLeft(0).PadRight(2));
        foreach (var (node, stored) in sample.Nodes)
        {
            var own = checks.Where(check => check.Node == node).ToList();
            table.AddRow([.. new[]
            {
                node.Value,
                Format.Count(stored),
                Format.Count(own.Count),
                Format.Count(own.Count(check => check.Verdict == Verdict.Differs)),
                Format.Count(own.Count(check => check.Verdict == Verdict.Damaged)),
            }.Select(Markup.Escape)]);
        }
        return table;
    }
}
