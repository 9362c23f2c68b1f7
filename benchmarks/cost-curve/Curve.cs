using MathNet.Numerics;

namespace Chaos.Actors.Benchmarks.CostCurve;

/// <summary>The points of one varied size, ascending, and how steeply their times grow.</summary>
internal sealed record Curve(VariedSize Varied, IReadOnlyList<Point> Points)
{
    /// <summary>The exponent p of time ∝ size^p, by least squares on the logarithms of the least times.</summary>
    public double Exponent { get; } = Fit.Line(
        [.. Points.Select(point => Math.Log(point.Value))], [.. Points.Select(point => Math.Log(point.Least))]).Item2;

    /// <summary>The largest exponent between neighbouring points, and those points.</summary>
    public (double Exponent, Point From, Point To) Steepest { get; } = Points.Zip(Points.Skip(1), (from, to) => (
        Exponent: Math.Log(to.Least / from.Least) / Math.Log((double)to.Value / from.Value), From: from, To: to)).MaxBy(s => s.Exponent);

    /// <summary>Measures all points of all sizes so many times, each time in another order.</summary>
    public static IReadOnlyList<Curve> Measure(int repetitions)
    {
        var task = Point.Tasks();
        var curves = VariedSize.All
            .Select(varied => (Varied: varied, Points: varied.Values.Select(value => new Point(varied, value, task)).ToArray()))
            .ToArray();
        var points = curves.SelectMany(curve => curve.Points).ToArray();
        var random = new Random(1);
        for (var repetition = 1; repetition <= repetitions; repetition++)
        {
            random.Shuffle(points);
            foreach (var point in points) point.Measure();
            Console.Error.WriteLine($"repetition {repetition} of {repetitions} measured");
        }

        return [.. curves.Select(curve => new Curve(curve.Varied, curve.Points))];
    }
}
