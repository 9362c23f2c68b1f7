namespace Chaos.Actors.Analysis.Tests.Exponents;

/// <summary>Divergences whose exponent is known because we made them.</summary>
internal static class Synthetic
{
    public const int Epochs = 201;

    /// <summary>The baseline's d(0).</summary>
    public const double Initial = 2.54e-4;

    /// <summary>One replica with ln d(t) = ln d(0) + f(t), t = 0 … T.</summary>
    public static double[][] FromLog(Func<int, double> f, int epochs = Epochs) =>
        [[.. Enumerable.Range(0, epochs + 1).Select(t => Initial * Math.Exp(f(t)))]];

    /// <summary>Growth at a rate from an epoch on, up to a plateau.</summary>
    public static Func<int, double> Saturating(double rate, double plateau, int from = 0) =>
        t => Math.Min(Math.Max(0, rate * (t - from)), plateau);

    /// <summary>Adds independent normal noise.</summary>
    public static Func<int, double> Noisy(this Func<int, double> f, double deviation, int seed)
    {
        var random = new Random(seed);
        return t => f(t) + MathNet.Numerics.Distributions.Normal.Sample(random, 0, deviation);
    }
}
