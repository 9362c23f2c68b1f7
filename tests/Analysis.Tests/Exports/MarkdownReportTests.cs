using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Exports;
using Chaos.Actors.Analysis.Tests.Figures;

namespace Chaos.Actors.Analysis.Tests.Exports;

public sealed class MarkdownReportTests
{
    [Fact]
    public void Should_tell_protocol_verdict_and_every_cell()
    {
        var analysis = SyntheticCampaigns.Cases["divergent"]();
        var report = Write(analysis, ["onset.png", "onset.svg"]);
        Assert.Contains("| task | mnist (2,000 training, 1,000 test) |", report, StringComparison.Ordinal);
        Assert.Contains("| replicas M, perturbation ε | 5, 1e-8 |", report, StringComparison.Ordinal);
        Assert.Contains("| estimator of Λ | growth † |", report, StringComparison.Ordinal);
        Assert.Contains("![λ(η) and τ(η)](onset.png)", report, StringComparison.Ordinal);
        Assert.DoesNotContain("divergence.png", report, StringComparison.Ordinal);
        Assert.All(analysis.Verdicts, v => Assert.Contains($"- {v.Sentence}\n", report, StringComparison.Ordinal));
        Assert.Equal(analysis.Cells.Count, report.Split('\n').Count(line => line.Contains("| 2.54e-4 |", StringComparison.Ordinal)));
        Assert.Contains("| 5 | 50 | 0.238 [0.205, 0.272] | 100 % | 2.54e-4 | 0.896 | 0 |", report, StringComparison.Ordinal);
        Assert.Contains("| 15 | 50 | – [–] | 0 % | 2.54e-4 | 0.899 | 50 |", report, StringComparison.Ordinal);
        Assert.Contains("| never, 0 % |", report, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', report);
    }

    [Fact]
    public void Should_not_let_names_break_out_of_the_table()
    {
        var analysis = SyntheticCampaigns.Cases["one"]();
        var campaign = analysis.Campaign with { Name = "a|b\n# <c>" };
        Assert.StartsWith("# a\\|b \\# \\<c\\>\n", Write(analysis with { Campaign = campaign }, []), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_warn_of_an_estimator_that_cannot_see_order() =>
        Assert.Contains(
            "cannot see λ ≤ 0", Write(SyntheticCampaigns.Cases["one"]() with { Estimator = Estimator.Danovski }, []),
            StringComparison.Ordinal);

    [Fact]
    public void Should_not_depend_on_the_culture()
    {
        var analysis = SyntheticCampaigns.Cases["negative"]();
        var expected = Write(analysis, []);
        using (CommaCulture.Use()) Assert.Equal(expected, Write(analysis, []));
    }

    private static string Write(CampaignAnalysis analysis, string[] figures)
    {
        var destination = new StringWriter();
        MarkdownReport.Write(destination, analysis, figures);
        return destination.ToString();
    }
}
