using ScottPlot;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>
/// Colours that colour-blind readers can tell apart: Okabe and Ito's for categories (with a marker shape each, so that
/// colour is never the only difference), viridis without its pale end for ordered values.
/// </summary>
internal static class Palette
{
    private static readonly Color[] Categories =
        [.. new[] { "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00" }.Select(Color.FromHex)];

    private static readonly MarkerShape[] Shapes =
    [
        MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledDiamond, MarkerShape.FilledTriangleUp,
        MarkerShape.FilledTriangleDown,
    ];

    private static readonly Color[] Divergent =
        [.. new[] { "#3B8BC2", "#74B0DA", "#B8D8EE", "#F7F7F5", "#FDC98A", "#E66F0E", "#5A1E00" }.Select(Color.FromHex)];

    private static readonly IColormap Viridis = new ScottPlot.Colormaps.Viridis();

    /// <summary>Text and λ.</summary>
    public static Color Ink { get; } = Color.FromHex("#1A1A1A");

    /// <summary>Secondary text.</summary>
    public static Color Faint { get; } = Color.FromHex("#595959");

    /// <summary>Grid lines.</summary>
    public static Color Grid { get; } = Color.FromHex("#E3E3E3");

    /// <summary>The region η ≥ η_c.</summary>
    public static Color Chaos { get; } = Color.FromHex("#FFF3DC");

    /// <summary>The strip in which τ was never reached.</summary>
    public static Color Never { get; } = Color.FromHex("#E9E9E9");

    /// <summary>The colour of the i-th threshold.</summary>
    public static Color Category(int i) => Categories[i % Categories.Length];

    /// <summary>The filled marker of the i-th threshold.</summary>
    public static MarkerShape Shape(int i) => Shapes[i % Shapes.Length];

    /// <summary>The same marker, open.</summary>
    public static MarkerShape Open(MarkerShape filled) => filled switch
    {
        MarkerShape.FilledCircle => MarkerShape.OpenCircle,
        MarkerShape.FilledSquare => MarkerShape.OpenSquare,
        MarkerShape.FilledDiamond => MarkerShape.OpenDiamond,
        MarkerShape.FilledTriangleUp => MarkerShape.OpenTriangleUp,
        _ => MarkerShape.OpenTriangleDown,
    };

    /// <summary>Sequential colour for 0 … 1: dark violet to a green that still stands out on white.</summary>
    public static Color Sequential(double fraction) => Viridis.GetColor(0.88 * Math.Clamp(fraction, 0, 1));

    /// <summary>
    /// Diverging colour for −1 … 1: blue over near-white to orange and brown. Its lightness falls further on the positive side, so that
    /// what is dark in grey is positive.
    /// </summary>
    public static Color Diverging(double fraction)
    {
        var at = (Math.Clamp(fraction, -1, 1) + 1) / 2 * (Divergent.Length - 1);
        var i = Math.Min((int)at, Divergent.Length - 2);
        return Divergent[i].InterpolateRgb(Divergent[i + 1], at - i);
    }

    /// <summary>The colour as Skia's.</summary>
    public static SKColor Skia(this Color colour) => new(colour.Red, colour.Green, colour.Blue, colour.Alpha);
}
