using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Regimes;
using ScottPlot;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>The regimes over η and whatever other axes the campaign has.</summary>
internal static class RegimeFigure
{
    private const float LetterWidth = 22;

    // Lightness falls from regime to regime, and each has its letter, so that grey prints can be read.
    private static readonly IReadOnlyList<(Regime Regime, string Name, string Letter, Color Colour)> Looks =
    [
        (Regime.Monotonic, "monotonic", "m", Color.FromHex("#E3EEF7")),
        (Regime.Catapult, "catapult", "c", Color.FromHex("#B9D9EC")),
        (Regime.ChaoticLearning, "chaotic, learning", "L", Color.FromHex("#EFA030")),
        (Regime.Periodic, "periodic", "p", Color.FromHex("#A287BC")),
        (Regime.ChaoticNotLearning, "chaotic, not learning", "N", Color.FromHex("#C04A10")),
        (Regime.Divergent, "divergent", "D", Color.FromHex("#3A3A3A")),
    ];

    /// <summary>Where the campaign has another axis than η.</summary>
    public static FigureKind<CampaignAnalysis> Kind { get; } = new(
        "regimes", analysis => analysis.Campaign.Grid.Curves > 1 ? null : "the campaign has no second axis beside η", Of);

    private static Figure Of(CampaignAnalysis analysis)
    {
        var rows = CurveRows.From(analysis);
        return new Figure(
            analysis, Kind.Name,
            "Regimes of training over learning rate and the other axes",
            "Each cell is divided from below in the proportion of its seeds' regimes†, and bears the letter of the most frequent one. A run is divergent when it ends in a loss that is not finite; "
            + "periodic when its loss ends in a cycle; chaotic by the campaign's criterion, learning where its accuracy in the end has come half the way to the primary threshold; "
            + "else monotonic when the loss never rises, and catapult when it does." + rows.Chosen,
            page =>
            {
                FigureHead.Head(page, analysis.Campaign, "Regimes of training");
                page.Key([.. Looks.Where(look => rows.Curves.Any(curve => curve.Cells.Any(cell => cell.Regimes[look.Regime] > 0)))
                    .Select(look => new KeyEntry($"{look.Letter}: {look.Name}", MarkerShape.None, Palette.Ink, Fill: look.Colour))]);
                page.Panel(rows.Height, area => Create(rows, area), keepsHeight: true);
                FigureHead.Foot(page, analysis.Campaign);
            });
    }

    private static Panel Create(CurveRows rows, SKRect area)
    {
        var panel = rows.Create(area);
        foreach (var (row, group) in rows.Curves.Index())
        {
            var positions = RateAxis.Positions(group);
            for (var i = 0; i < positions.Length; i++)
            {
                var counts = group.Cells[i].Regimes;
                if (counts.Seeds == 0) continue;
                var left = i > 0 ? (positions[i - 1] + positions[i]) / 2 : panel.X.Low;
                var right = i + 1 < positions.Length ? (positions[i] + positions[i + 1]) / 2 : panel.X.High;
                double below = 0;
                foreach (var look in Looks.Where(look => counts[look.Regime] > 0))
                {
                    var share = (double)counts[look.Regime] / counts.Seeds;
                    panel.Shade(left, right - panel.UnitX, rows.Position(row, below), rows.Position(row, below + share), look.Colour);
                    if (look.Regime == counts.Most && (right - left) / panel.UnitX >= LetterWidth)
                    {
                        panel.Note(
                            RichText.Plain(look.Letter), (left + right) / 2, rows.Position(row, below + share / 2) - 5 * panel.UnitY, TextAnchor.Centre,
                            isOnDark: look.Regime >= Regime.ChaoticNotLearning);
                    }

                    below += share;
                }
            }
        }

        return panel;
    }
}
