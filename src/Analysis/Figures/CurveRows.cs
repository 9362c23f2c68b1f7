using Chaos.Actors.Analysis.Cells;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>A row for each curve of a campaign over one η axis, its name above what is drawn of it.</summary>
/// <param name="Curves">What is drawn, the first on top.</param>
/// <param name="Of">How many there are.</param>
internal sealed record CurveRows(IReadOnlyList<CellGroup> Curves, int Of)
{
    private const int Most = 40;
    private const float RowHeight = 58;

    /// <summary>The curves with a finished item, evenly chosen where they are too many.</summary>
    public static CurveRows From(CampaignAnalysis analysis)
    {
        var groups = CellGroup.Of(analysis);
        return new([.. groups.Where((_, i) => RunSampling.IsChosen(i, groups.Count, Most))], groups.Count);
    }

    /// <summary>The height they take.</summary>
    public float Height => RowHeight * Curves.Count;

    /// <summary>How many of them are drawn, as the end of a caption.</summary>
    public string Chosen => Curves.Count < Of ? $" {Curves.Count} of {Numbers.Count(Of)} groups are drawn, evenly chosen." : string.Empty;

    /// <summary>An empty panel with the rows' names.</summary>
    public Panel Create(SKRect area)
    {
        var (first, campaign) = (Curves[0], Curves[0].Campaign);
        var panel = new Panel(
            area, RateAxis.Of(Curves.Min(curve => curve.Cells[0].Cell.LearningRate), Curves.Max(curve => curve.Cells[^1].Cell.LearningRate), area),
            new Axis(0, Curves.Count, []), string.Empty, RateAxis.Label);
        foreach (var (i, curve) in Curves.Index())
        {
            if (i > 0) panel.Stroke(panel.X.Low, Curves.Count - i, panel.X.High, Curves.Count - i, Palette.Grid, 1);
            var label = curve.Curve.Label(campaign, Numbers.Label);
            panel.Note(RichText.Plain(label.Length > 0 ? label : first.Curve.Architecture.Name), panel.X.Low + 8 * panel.UnitX, Curves.Count - i - 0.33);
        }

        return panel;
    }

    /// <summary>Where a share of the lower part of a row is: 0 at its foot, 1 below its name.</summary>
    public double Position(int row, double share) => Curves.Count - row - 1 + 0.06 + 0.5 * share;
}
