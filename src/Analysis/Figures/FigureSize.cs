namespace Chaos.Actors.Analysis.Figures;

/// <summary>
/// How large a figure is. Drawings are laid out in units of half a point, so that the figures' text of 14 to 18 units has 7 to 9 points in
/// print: a narrower figure is composed anew, in narrower panels, and not shrunk.
/// </summary>
public sealed record FigureSize
{
    /// <summary>Units in a millimetre.</summary>
    private const double UnitsPerMillimetre = 144 / 25.4;

    private const double DotsPerInch = 600;

    private FigureSize(float units, double? millimetres) => (Units, Millimetres) = (units, millimetres);

    /// <summary>For the screen: 1200 pixels wide, with a title.</summary>
    public static FigureSize Screen { get; } = new(Figure.Width, null);

    /// <summary>The narrowest column that leaves room for data, in millimetres.</summary>
    public const double Narrowest = 60;

    /// <summary>The widest page, in millimetres.</summary>
    public const double Widest = 420;

    /// <summary>The width in units.</summary>
    internal float Units { get; }

    /// <summary>The width in print; null on a screen.</summary>
    public double? Millimetres { get; }

    /// <summary>Pixels in a unit: a figure for print has 600 in an inch.</summary>
    internal float PixelsPerUnit => Millimetres is null ? 1 : (float)(DotsPerInch / 144);

    /// <summary>For a column so wide; without title, as the caption stands below it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Nothing can be drawn that narrow or wide.</exception>
    public static FigureSize Column(double millimetres)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(millimetres, Narrowest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(millimetres, Widest);
        return new((float)(millimetres * UnitsPerMillimetre), millimetres);
    }
}
