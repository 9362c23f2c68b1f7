namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>Samples with what is to be learnt of them: their classes, or real targets.</summary>
/// <param name="Inputs">[samples, features].</param>
/// <param name="Labels">The class of each sample, 0 … classes − 1; empty where there are real targets.</param>
public sealed record LabelledSamples(Inputs Inputs, byte[] Labels)
{
    /// <summary>Real targets, row-major [samples, targets]; null where there are classes.</summary>
    public double[]? Targets { get; init; }

    /// <summary>Number of samples.</summary>
    public int Count => Inputs.Samples;

    /// <summary>Samples with real targets.</summary>
    /// <param name="inputs">[samples, features].</param>
    /// <param name="targets">Row-major [samples, targets].</param>
    public static LabelledSamples WithTargets(Inputs inputs, double[] targets) => new(inputs, []) { Targets = targets };

    /// <summary>The real targets of one sample.</summary>
    public ReadOnlySpan<double> TargetsOf(int sample)
    {
        var length = Targets!.Length / Count;
        return Targets.AsSpan(sample * length, length);
    }
}
