using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Figures;
using Chaos.Actors.Analysis.Reports;

namespace Chaos.Actors.Analysis.Tests.Reports;

/// <summary>What reports need beside an analysis.</summary>
internal static class CampaignReports
{
    public static Provenance Somewhere { get; } = new()
    {
        Version = "1.2.3",
        Commit = "0123abc",
        Command = "chaos report runs/x",
        Machine = "a processor, 2 cores",
        CampaignFile = "task: iris\n",
        Nodes = [("here", 7)],
        Seconds = 5400,
        Begun = new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero),
        Ended = new DateTimeOffset(2026, 11, 30, 13, 0, 0, TimeSpan.Zero),
        NumericsVersions = [1],
        Digest = "feed",
        Tasks = [("iris", "beef")],
    };

    /// <summary>Figures of these kinds, of every group, or of the campaign as <c>overview</c> is; nothing is on them.</summary>
    public static FigureSet Figures(CampaignAnalysis analysis, params string[] kinds) => new(
        [
            .. from kind in kinds
               from figure in kind == "overview" ? [new Figure(analysis, kind, $"the {kind}", $"How to read {kind}.", _ => { })]
                   : CellGroup.Of(analysis).Select(cells => new Figure(cells, kind, $"the {kind}", $"How to read {kind}.", _ => { }))
               select figure,
        ],
        []);
}
