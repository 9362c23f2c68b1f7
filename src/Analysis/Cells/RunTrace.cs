using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Cells;

/// <summary>One run along its epochs, as figures draw it: every stride-th epoch, as float. Where a value does not exist it is NaN.</summary>
/// <param name="Seed">Its value on the seed axis.</param>
/// <param name="Stride">Element i belongs to epoch i · Stride.</param>
/// <param name="Loss">Training loss of the reference.</param>
/// <param name="Accuracy">Test accuracy of the reference.</param>
/// <param name="LogDistance">ln D(t), of replicas that were pulled back as if they had not been; empty without replicas.</param>
/// <param name="Growth">γ_1(t), or ln D(t + 1) − ln D(t) without tangents, averaged over the stride.</param>
/// <param name="Sharpness">Epoch and sharpness·η/2 at each epoch at which it was looked for.</param>
/// <param name="LastLosses">The last losses of the run.</param>
public sealed record RunTrace(
    int Seed, int Stride, float[] Loss, float[] Accuracy, float[] LogDistance, float[] Growth,
    IReadOnlyList<(float Epoch, float Value)> Sharpness, float[] LastLosses)
{
    private const int MostLastLosses = 16;

    /// <summary>Λ by `growth` with its window; null where distances tell nothing.</summary>
    public ExponentEstimate? ByGrowth { get; private init; }

    /// <summary>Λ by `tangent`: the mean of γ_1 over the run; NaN without tangents.</summary>
    public double ByTangent { get; private init; } = double.NaN;

    /// <summary>The mean of γ_1 over the window of `growth`; NaN where there is either none.</summary>
    public double TangentInWindow { get; private init; } = double.NaN;

    /// <summary>Whether D saturates: whether the window of `growth` ends before the run does.</summary>
    public bool Saturates => ByGrowth is { } window && window.WindowEnd < Stride * (LogDistance.Length - 1);

    /// <summary>Reads the series of one item.</summary>
    /// <param name="seed">Its value on the seed axis.</param>
    /// <param name="series">Its series.</param>
    /// <param name="rate">η.</param>
    /// <param name="stride">Every so many epochs one is kept.</param>
    public static RunTrace Of(int seed, PairGroupSeries series, double rate, int stride)
    {
        var growth = LocalGrowth.Of(series);
        var byGrowth = Exponent.Estimate(Estimator.Growth, series);
        var loss = series.Loss[0];
        var logarithms = Exponents.LogDistance.LogsOfMean(series);
        return new RunTrace(
            seed, stride,
            Every(stride, loss.Length, t => loss[t]),
            Every(stride, series.Accuracy.Length, t => series.Accuracy[t]),
            Every(stride, logarithms.Length, t => logarithms[t]),
            Every(stride, growth.Start + growth.Values.Length, t => MeanFrom(growth, t, stride)),
            [.. HessianExtremes.Sharpness(series).Select(at => ((float)at.Epoch, (float)(at.Largest * rate / 2)))],
            [.. loss.TakeLast(MostLastLosses).Select(value => (float)value)])
        {
            ByGrowth = byGrowth,
            ByTangent = LyapunovSpectrum.Of(series)?.Exponents[0] ?? double.NaN,
            TangentInWindow = byGrowth is null ? double.NaN
                : LyapunovSpectrum.Of(series, byGrowth.WindowStart, byGrowth.WindowEnd)?.Exponents[0] ?? double.NaN,
        };
    }

    private static float[] Every(int stride, int length, Func<int, double> value)
    {
        var kept = new float[(length + stride - 1) / stride];
        for (var i = 0; i < kept.Length; i++) kept[i] = (float)value(i * stride) is var at && float.IsFinite(at) ? at : float.NaN;
        return kept;
    }

    private static double MeanFrom(LocalGrowth growth, int t, int stride)
    {
        var (from, to) = (Math.Max(t - growth.Start, 0), Math.Min(t + stride - growth.Start, growth.Values.Length));
        return from >= to ? double.NaN : growth.Values[from..to].Average();
    }
}
