using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Figures;

namespace Chaos.Actors.Analysis.Reports;

/// <summary>The report of a campaign: the answer first, then what it rests on, then how it was found, then where it came from.</summary>
public static class CampaignReport
{
    /// <summary>Rows of a table that somebody reads; the files have all of them.</summary>
    internal const int MostRows = 100;

    // Curves whose sentences are read before anything else; more have them in a section of their own, as far as somebody reads these.
    private const int MostAtOnce = 6, MostCurves = 40;

    /// <summary>Writes down what there is to say.</summary>
    /// <param name="analysis">What the campaign's series say.</param>
    /// <param name="provenance">Where they come from.</param>
    /// <param name="figures">The figures beside the report.</param>
    public static Report Of(CampaignAnalysis analysis, Provenance provenance, FigureSet figures)
    {
        var groups = CellGroup.Of(analysis);
        var plots = figures.Figures.ToLookup(figure => figure.Curve?.Number);
        return new Report(
            analysis.Campaign.Name, Subtitle(analysis, provenance),
            [
                new ReportSection("Verdict", [.. VerdictPart.Of(groups, MostAtOnce, MostCurves)]),
                .. groups.Count == 1
                    ? One(groups[0], [.. plots[null], .. plots[groups[0].Curve.Number]], figures)
                    : Many(groups, plots, figures),
                new ReportSection("What was measured, and how", [ProtocolPart.Of(analysis), .. MethodsPart.Of(analysis)]),
                new ReportSection("Where the numbers come from", [.. ProvenancePart.Of(provenance)]),
                new ReportSection("To cite", [.. CitationPart.Of(provenance)]),
            ]);
    }

    private static IEnumerable<ReportSection> One(CellGroup group, IReadOnlyList<Figure> plots, FigureSet figures)
    {
        if (plots.Count + figures.LeftOut.Count > 0) yield return new ReportSection("Figures", [.. Plots(plots), .. LeftOut(figures)]);
        yield return new ReportSection("Numbers", [.. CurvePart.Of(group)]);
    }

    private static IEnumerable<ReportSection> Many(IReadOnlyList<CellGroup> groups, ILookup<int?, Figure> plots, FigureSet figures)
    {
        if (plots[null].Any() || figures.LeftOut.Count > 0)
            yield return new ReportSection("Overview", [.. Plots(plots[null]), .. LeftOut(figures)]);
        foreach (var group in groups.Take(MostCurves))
        {
            ReportBlock[] verdict = groups.Count <= MostAtOnce ? [] : [new ReportBlock.Verdict("", group.Verdict.Sentences)];
            yield return new ReportSection(ReportText.Label(group), [.. verdict, .. Plots(plots[group.Curve.Number]), .. CurvePart.Of(group)]);
        }
    }

    private static IEnumerable<ReportBlock> Plots(IEnumerable<Figure> figures) => figures.Select(figure => new ReportBlock.Plot(figure));

    private static IEnumerable<ReportBlock> LeftOut(FigureSet figures) =>
        figures.LeftOut.Take(MostRows).Select(sentence => new ReportBlock.Paragraph("", sentence));

    private static string Subtitle(CampaignAnalysis analysis, Provenance provenance)
    {
        var (campaign, finished) = (analysis.Campaign, analysis.Cells.Sum(cell => (long)cell.Seeds));
        var items = campaign.Grid.Items;
        return $"{Numbers.Seeds(campaign)} × {Numbers.Count(campaign.LearningRates.Count)} η"
            + (campaign.Grid.Curves > 1 ? $" × {Numbers.Count(campaign.Grid.Curves)} networks and settings" : "")
            + $", {(finished == items ? "all" : Numbers.Count(finished) + " of")} {Numbers.Count(items, "work item")} finished"
            + $"; Chaos.Actors {provenance.Version}";
    }
}
