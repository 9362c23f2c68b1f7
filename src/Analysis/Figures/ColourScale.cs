using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>A diverging scale of colours about 0, fine near 0 and coarse far from it: the signed root of value / largest.</summary>
/// <param name="Largest">What has the last colour; values beyond have it too.</param>
internal readonly record struct ColourScale(double Largest)
{
    private const float Widest = 260, BarHeight = 14;
    private static readonly double[] Labelled = [-1, -0.5, 0, 0.5, 1];

    /// <summary>One that leaves two per cent of the values beyond its ends.</summary>
    public static ColourScale Of(IEnumerable<double> values)
    {
        double[] sizes = [.. values.Where(double.IsFinite).Select(Math.Abs).Where(size => size > 0).Order()];
        return new ColourScale(sizes.Length == 0 ? 1 : sizes[(int)(0.98 * (sizes.Length - 1))]);
    }

    /// <summary>Where a value lies from −1 to 1; NaN for one that is not finite.</summary>
    public double Fraction(double value) =>
        double.IsFinite(value) ? Math.Sign(value) * Math.Sqrt(Math.Min(Math.Abs(value) / Largest, 1)) : double.NaN;

    /// <summary>Puts the scale with its labels on a page.</summary>
    public void Put(Page page, string quantity)
    {
        var (largest, text) = (Largest, RichText.Markup(quantity));
        page.Draw(48, canvas =>
        {
            text.Draw(canvas, Page.Left, 22, 15, Palette.Ink.Skia());
            var left = Page.Left + text.Measure(15) + 24;
            var width = Math.Min(Widest, page.Right - left);
            for (var i = 0; i < 64; i++)
            {
                using var paint = new SKPaint { Color = Palette.Diverging((i + 0.5) / 32 - 1).Skia() };
                canvas.DrawRect(left + width / 64 * i, 10, width / 64 + 0.4f, BarHeight, paint);
            }

            foreach (var at in Labelled)
            {
                RichText.Plain(Numbers.Rate(Math.Sign(at) * at * at * largest, 2)).Draw(
                    canvas, left + width * (float)(at + 1) / 2, 10 + BarHeight + 16, 14, Palette.Ink.Skia(), TextAnchor.Centre);
            }
        });
    }
}
