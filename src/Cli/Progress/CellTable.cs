using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Messages.Campaigns;
using Spectre.Console;

namespace Chaos.Actors.Cli.Progress;

/// <summary>The cells of a campaign as they fill up: one row a cell, cut to the rows and columns there are.</summary>
internal static class CellTable
{
    private const int ThresholdColumns = 8;
    private const int FixedColumns = 45;
    private const int NamedColumns = 20;
    private const int WithErrors = 40;
    private const int WithAccuracy = 50;

    /// <summary>The table.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="status">Where it stands.</param>
    /// <param name="width">Columns of the terminal.</param>
    /// <param name="rows">Rows for cells.</param>
    public static Table Create(CampaignSpec campaign, CampaignStatus status, int width, int rows)
    {
        var named = campaign.Grid.Curves > 1;
        var room = width - FixedColumns - (named ? NamedColumns : 0);
        var thresholds = Math.Clamp(room / ThresholdColumns, 0, campaign.Thresholds.Count);
        var active = status.Running.Select(item => campaign.Grid.Locate(item.Item.Value).Cell).ToHashSet();

        var table = new Table().Border(TableBorder.None);
        table.AddColumn(Column("", 1));
        if (named) table.AddColumn(new TableColumn("[dim]network[/]").NoWrap().PadRight(2));
        table.AddColumn(Column("η", 2));
        table.AddColumn(Column("seeds", 2));
        table.AddColumn(Column("λ so far", 2));
        if (width >= WithErrors) table.AddColumn(Column("±", 2).Width(6));
        if (width >= WithAccuracy) table.AddColumn(Column(campaign.Score, 2));
        for (var k = 0; k < thresholds; k++) table.AddColumn(Column("≥" + Format.Threshold(campaign.Thresholds[k]), 2));

        // Of several curves that are searched, not each has all η.
        CellProgress[] cells = [.. status.Cells.Where(cell => campaign.Grid.SeedsOf(cell.Cell) > 0)];
        var shown = Choose(cells, active, rows);
        foreach (var cell in shown) table.AddRow(Row(campaign, cell, width, named, thresholds, active.Contains(cell.Cell)));
        return table;
    }

    /// <summary>
    /// The cells to show, in the grid's order: all of them, or when there is no room those being computed and, around
    /// them, their neighbours.
    /// </summary>
    public static IReadOnlyList<CellProgress> Choose(
        IReadOnlyList<CellProgress> cells, IReadOnlySet<int> active, int rows)
    {
        rows = Math.Max(1, rows);
        if (cells.Count <= rows) return cells;
        if (active.Count == 0) return [.. cells.OrderByDescending(cell => cell.Done + cell.Failed > 0).Take(rows).OrderBy(cell => cell.Cell)];
        return
        [
            .. cells
                .OrderBy(cell => active.Min(other => Math.Abs(other - cell.Cell)))
                .ThenBy(cell => cell.Cell)
                .Take(rows)
                .OrderBy(cell => cell.Cell),
        ];
    }

    private static string[] Row(
        CampaignSpec campaign, CellProgress cell, int width, bool named, int thresholds, bool active)
    {
        var point = campaign.Grid.Cell(cell.Cell);
        var none = cell.Done == 0;
        var error = cell.LambdaDeviation / Math.Sqrt(cell.Lambdas);
        var all = campaign.Grid.SeedsOf(cell.Cell);
        var seeds = $"{Format.Count(cell.Done)}/{Format.Count(all)}";
        if (cell.Failed > 0) seeds = $"[red]{Format.Count(cell.Failed)} failed[/] " + seeds;
        var row = new List<string> { active ? "[green]▸[/]" : " " };
        if (named) row.Add(Markup.Escape(Name(campaign, point)));
        row.Add($"[bold]{Format.Axis(point.LearningRate)}[/]");
        row.Add(cell.Done + cell.Failed == all ? seeds : $"[dim]{seeds}[/]");
        row.Add(none ? "" : Chaotic(cell, error));
        if (width >= WithErrors) row.Add(none || double.IsNaN(error) ? "" : Format.Error(error));
        if (width >= WithAccuracy) row.Add(none ? "" : cell.Divergent == cell.Done ? "diverged" : Format.Accuracy(cell.MeanFinalAccuracy));
        for (var k = 0; k < thresholds; k++) row.Add(none ? "" : Format.Percent((double)cell.Reached[k] / cell.Done));
        return [.. row];
    }

    // Coloured when two standard errors away from 0: only a hint, the intervals come with the result.
    private static string Chaotic(CellProgress cell, double error)
    {
        var text = Format.Exponent(cell.MeanLambda);
        return cell.MeanLambda - 2 * error > 0 ? $"[yellow]{text}[/]" : text;
    }

    /// <summary>The cell's place on the axes other than η.</summary>
    public static string Name(CampaignSpec campaign, Cell cell) => cell.Curve.Label(campaign, Format.Axis);

    private static TableColumn Column(string title, int padding) =>
        new TableColumn(title.Length == 0 ? "" : $"[dim]{title}[/]").RightAligned().NoWrap().PadLeft(0).PadRight(padding);
}
