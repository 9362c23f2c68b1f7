namespace Chaos.Actors.Analysis.Verdicts;

/// <summary>The chaotic transient† of a run: the segment of epochs in which growth exceeds that of gradient flow by most in all.</summary>
/// <param name="Amplification">A = Σ (γ(t) − κ·η·p) over the segment, in e-folds; 0 where no epoch exceeds it.</param>
/// <param name="Start">s, its first epoch.</param>
/// <param name="End">e, the epoch after its last one; s = e where there is none.</param>
/// <param name="Lambda">λ, the mean of γ(t) in it, per epoch; NaN where there is none.</param>
public readonly record struct ChaoticTransient(double Amplification, int Start, int End, double Lambda)
{
    /// <summary>
    /// The segment [s, e) of largest sum of γ(t) − flow, the earliest and shortest of equals: exact, in one pass (Kadane; Bentley, CACM 27,
    /// 865 (1984)), and the same whatever comes after e unless more growth does.
    /// </summary>
    /// <param name="growth">γ(t), t = 0, 1, …, in e-folds.</param>
    /// <param name="flow">κ·η·p, what does not count, per epoch.</param>
    public static ChaoticTransient Of(ReadOnlySpan<double> growth, double flow)
    {
        double best = 0, sum = 0;
        int start = 0, from = 0, to = 0;
        for (var t = 0; t < growth.Length; t++)
        {
            if (sum <= 0) (sum, start) = (0, t);
            sum += growth[t] - flow;
            if (sum > best) (best, from, to) = (sum, start, t + 1);
        }
        if (from == to) return new ChaoticTransient(0, 0, 0, double.NaN);
        double total = 0;
        foreach (var gamma in growth[from..to]) total += gamma;
        return new ChaoticTransient(best, from, to, total / (to - from));
    }
}
