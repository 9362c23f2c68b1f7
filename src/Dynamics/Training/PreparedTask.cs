using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Training;

/// <summary>A task laid out for the kernels, once, and shared read-only by every pair group that trains on it.</summary>
public sealed class PreparedTask
{
    /// <summary>Lays out a task.</summary>
    public PreparedTask(LearningTask task)
    {
        (Name, Outputs, Shape, ContentHash) = (task.Name, task.Outputs, task.Shape, task.ContentHash);
        HasRealTargets = task.HasRealTargets;
        Train = new PreparedSamples(task.Train);
        Test = new PreparedSamples(task.Test);
    }

    /// <summary>The task's name.</summary>
    public string Name { get; }

    /// <summary>What a network has to answer a sample: one number a class, or one a real target.</summary>
    public int Outputs { get; }

    /// <summary>Whether real numbers are to be learnt, and not classes.</summary>
    public bool HasRealTargets { get; }

    /// <summary>Number of input features.</summary>
    public int Features => Shape.Count;

    /// <summary>The form of a sample.</summary>
    public SampleShape Shape { get; }

    /// <summary>The task's content hash.</summary>
    public string ContentHash { get; }

    internal PreparedSamples Train { get; }

    internal PreparedSamples Test { get; }
}

/// <summary>Laid-out inputs with their labels or targets.</summary>
internal sealed class PreparedSamples
{
    /// <summary>Lays out samples.</summary>
    public PreparedSamples(LabelledSamples samples)
    {
        Inputs = PreparedInputs.Prepare(samples.Inputs);
        Labels = Padded(samples.Labels);
        if (samples.Targets is not { } targets) return;
        TargetLength = ParameterLayout.Padded(samples.Count);
        Targets = new AlignedBuffer(checked(targets.Length / samples.Count * TargetLength));
        for (var s = 0; s < samples.Count; s++)
            foreach (var (k, target) in samples.TargetsOf(s).ToArray().Index()) Targets.Span[k * TargetLength + s] = target;
        LossOfMean = MeanAnswer(targets.Length / samples.Count);
    }

    public PreparedInputs Inputs { get; }

    /// <summary>Class of each sample, and −1 behind them up to a multiple of 8.</summary>
    public AlignedBuffer Labels { get; }

    /// <summary>Real targets, [targets, samples], each row padded to <see cref="TargetLength"/>; null where there are classes.</summary>
    public AlignedBuffer? Targets { get; }

    /// <summary>Doubles of a row of <see cref="Targets"/>.</summary>
    public int TargetLength { get; }

    /// <summary>
    /// Sum over the samples of ½‖m − y‖², m the mean of the targets: each Σ over samples ascending, that over targets fused. What R²
    /// measures a network's own sum by.
    /// </summary>
    public double LossOfMean { get; }

    public int Count => Inputs.Samples;

    private double MeanAnswer(int outputs)
    {
        var losses = new double[Count];
        for (var k = 0; k < outputs; k++)
        {
            var row = Targets!.Span.Slice(k * TargetLength, Count);
            var mean = 0.0;
            foreach (var target in row) mean += target;
            mean /= Count;
            for (var s = 0; s < Count; s++) losses[s] = Math.FusedMultiplyAdd(mean - row[s], mean - row[s], losses[s]);
        }

        var sum = 0.0;
        foreach (var loss in losses) sum += 0.5 * loss;
        return sum;
    }

    private static AlignedBuffer Padded(byte[] labels)
    {
        var padded = new AlignedBuffer(ParameterLayout.Padded(labels.Length));
        padded.Span.Fill(-1);
        for (var s = 0; s < labels.Length; s++) padded.Span[s] = labels[s];
        return padded;
    }
}
