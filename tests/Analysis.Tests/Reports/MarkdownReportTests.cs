using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Reports;
using Chaos.Actors.Analysis.Tests.Figures;
using Chaos.Actors.Analysis.Tests.Verdicts;

namespace Chaos.Actors.Analysis.Tests.Reports;

public sealed class MarkdownReportTests
{
    [Fact]
    public void Should_tell_protocol_verdict_and_every_cell()
    {
        var analysis = SyntheticCampaigns.Cases["divergent"]();
        var report = Write(analysis, "onset");
        Assert.Contains("| task | mnist (2,000 training, 1,000 test) |", report, StringComparison.Ordinal);
        Assert.Contains("| replicas M, perturbation ε | 5, 1e-8 |", report, StringComparison.Ordinal);
        Assert.Contains("| estimator of Λ | growth † |", report, StringComparison.Ordinal);
        Assert.Contains("![the onset](onset.png)\n\n*the onset.* How to read onset.\n", report, StringComparison.Ordinal);
        Assert.DoesNotContain("divergence.png", report, StringComparison.Ordinal);
        Assert.Contains("\n\nThe fastest η lies where chaos sets in.\n\n", report, StringComparison.Ordinal);
        Assert.Contains("| chaotic † | A ≥ 2.30 e-folds (1 × ln 10) beyond κ = 3 times the growth of gradient flow |", report, StringComparison.Ordinal);
        Assert.Contains("| primary threshold | 0.80 |", report, StringComparison.Ordinal);
        Assert.Equal(analysis.Cells.Count, report.Split('\n').Count(line => line.Contains("| 2.54e-4 |", StringComparison.Ordinal)));
        Assert.Contains("| 5 | 50 | 0.238 [0.205, 0.272] | 100 % | 2.54e-4 | 0.896 | 0 |", report, StringComparison.Ordinal);
        Assert.Contains("| 15 | 50 | – | 0 % | 2.54e-4 | 0.899 | 50 |", report, StringComparison.Ordinal);
        Assert.Contains("| never, 0 % |", report, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', report);
    }

    [Fact]
    public void Should_hold_the_numbers_of_the_verdict()
    {
        var report = Write(SyntheticVerdicts.Analyse(20, (rate, seed) => SyntheticVerdicts.Run(rate, SyntheticVerdicts.Onset(seed), SyntheticVerdicts.Time(rate, 8)), [0.6, 0.8]));
        Assert.Contains(" Gradient flow has p = 5e-4 per unit of η·t. Of 20 seeds, 20 have their own onset on the grid, from ", report, StringComparison.Ordinal);
        Assert.Contains("γ(t) is that of the leading tangent vector.", report, StringComparison.Ordinal);
        Assert.Contains("\n| 2 | 1 | 3", report, StringComparison.Ordinal);
        Assert.Contains(" | 3 … 4 | 3.", report, StringComparison.Ordinal);
        Assert.Contains("| 5 | 20 of 20 | 1.00 [0.88, 1.00] | ", report, StringComparison.Ordinal);
        Assert.Contains("| 0.60 (primary) | 20 of 20 | 8.00 [8.00, 8.00] | 2.", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_not_let_names_break_out_of_the_table()
    {
        var analysis = SyntheticCampaigns.Cases["one"]();
        var campaign = analysis.Campaign with { Name = "a|b\n# <c>" };
        Assert.StartsWith("# a\\|b \\# \\<c\\>\n", Write(analysis with { Campaign = campaign }), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_warn_of_an_estimator_that_cannot_see_order() =>
        Assert.Contains(
            "cannot see λ ≤ 0", Write(SyntheticCampaigns.Cases["one"]() with { Estimator = Estimator.Danovski }),
            StringComparison.Ordinal);

    [Fact]
    public void Should_not_depend_on_the_culture()
    {
        var analysis = SyntheticCampaigns.Cases["negative"]();
        var expected = Write(analysis);
        using (CommaCulture.Use()) Assert.Equal(expected, Write(analysis));
    }

    [Fact]
    public void Should_keep_a_campaign_file_that_holds_backquotes_in_its_block()
    {
        var report = Write(SyntheticCampaigns.Cases["one"](), CampaignReports.Somewhere with { CampaignFile = "name: x # ``` not the end\n" });
        Assert.Contains("\n````yaml\nname: x # ``` not the end\n````\n", report, StringComparison.Ordinal);
    }

    private static string Write(CampaignAnalysis analysis, params string[] figures) => Write(analysis, CampaignReports.Somewhere, figures);

    private static string Write(CampaignAnalysis analysis, Provenance provenance, params string[] figures)
    {
        var destination = new StringWriter();
        MarkdownReport.Write(destination, CampaignReport.Of(analysis, provenance, CampaignReports.Figures(analysis, figures)));
        return destination.ToString();
    }
}
