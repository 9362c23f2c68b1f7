using Chaos.Actors.Analysis.Figures;
using ScottPlot;

namespace Chaos.Actors.Analysis.Tests.Figures;

public sealed class FigureFontTests
{
    [Fact]
    public void Should_have_every_character_that_figures_use()
    {
        const string Used = "ληετΛ⟨⟩·†×−–“”≥∞, %0123456789.()_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        using var font = FigureFont.At(16);
        Assert.All(Used, character => Assert.NotEqual(0, font.GetGlyph(character)));
    }

    [Fact]
    public void Should_be_what_ScottPlot_draws_with()
    {
        var typeface = FigureFont.Typeface;
        Assert.Same(typeface, Fonts.GetTypeface(FigureFont.Name, bold: false, italic: false));
        Assert.Equal("DejaVu Sans", typeface.FamilyName);
    }

    [Fact]
    public void Should_carry_its_licence()
    {
        using var licence = typeof(FigureFont).Assembly.GetManifestResourceStream("DejaVuSans-LICENSE.txt");
        Assert.Contains("Bitstream", new StreamReader(licence!).ReadToEnd(), StringComparison.Ordinal);
    }
}
