using System.Globalization;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Reference;

namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>
/// What a random network, the teacher, answers to normal inputs is to be learnt. The teacher is a stack of dense layers without
/// biases, its weights normal with variance 1 / fan-in; normal noise may be added to its answers.
/// </summary>
public sealed record TeacherStudent : SyntheticTask
{
    private const int MostOutputs = 256;
    private const long MostWork = 1L << 34; // multiplications, some 20 s

    /// <summary>Features of a sample.</summary>
    public required int Inputs { get; init; }

    /// <summary>Units of the teacher's hidden layers; empty for a linear one.</summary>
    public required IReadOnlyList<int> Hidden { get; init; }

    /// <summary>The teacher's activation, as campaign files write it.</summary>
    public string Activation { get; init; } = "tanh";

    /// <summary>Real targets of a sample.</summary>
    public int Outputs { get; init; } = 1;

    /// <summary>The noise's standard deviation.</summary>
    public double Noise { get; init; }

    /// <inheritdoc/>
    public override bool HasRealTargets => true;

    /// <inheritdoc/>
    public override string Word() => "teacher-student";

    /// <inheritdoc/>
    public bool Equals(TeacherStudent? other) =>
        base.Equals(other) && (Inputs, Activation, Outputs, Noise) == (other.Inputs, other.Activation, other.Outputs, other.Noise)
        && Hidden.SequenceEqual(other.Hidden);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Inputs, Activation, Outputs, Noise, Hidden.Count);

    private protected override int LeastTest => 2; // of fewer there is no variance that R² could be a share of

    private protected override int Features() => Math.Max(Inputs, Outputs);

    private protected override IReadOnlyList<string> ClassNames() => [];

    private protected override IEnumerable<(string Field, int Value, int Least, int Most)> Limits() =>
    [
        ("inputs", Inputs, 1, MostFeatures), ("outputs", Outputs, 1, MostOutputs),
        .. Hidden.Select((units, l) => (string.Create(CultureInfo.InvariantCulture, $"hidden[{l}]"), units, 1, MostFeatures)),
    ];

    private protected override (string Field, string Message)? Misfit()
    {
        if (Networks.Activation.Named(Activation) is null)
            return ("activation", $"found {Activation}, expected one of {string.Join(", ", Networks.Activation.All.Select(known => known.Text))}");
        int[] sizes = [Inputs, .. Hidden, Outputs];
        var work = sizes.Zip(sizes.Skip(1), (inputs, outputs) => (double)inputs * outputs).Sum() * ((double)Samples + Test);
        return work <= MostWork
            ? NotNegative("noise", Noise)
            : ("hidden", string.Create(CultureInfo.InvariantCulture,
                $"found a teacher that takes {work:0.#e0} multiplications for all samples, expected at most {(double)MostWork:0.#e0}: a smaller one, or fewer samples"));
    }

    private protected override LabelledSamples Part(int part, int samples)
    {
        var architecture = new Architecture(Hidden, Networks.Activation.Named(Activation)!, Initialisation.LeCun) { Biases = false };
        var teacher = new ReferenceNetwork(architecture, SampleShape.Flat(Inputs), Outputs);
        var weights = teacher.Shapes.Select(Weights).ToArray();
        var (random, noise) = (Stream(part, 0), Stream(part, 1));
        var (values, targets) = (new double[samples * Inputs], new double[samples * Outputs]);
        for (var i = 0; i < values.Length; i++) values[i] = random.Normal(i);
        var inputs = new DenseInputs(samples, Inputs, values);
        for (var s = 0; s < samples; s++) teacher.Outputs(weights, inputs, s).CopyTo(targets, s * Outputs);
        for (var i = 0; i < targets.Length && Noise > 0; i++) targets[i] = Math.FusedMultiplyAdd(Noise, noise.Normal(i), targets[i]);
        return LabelledSamples.WithTargets(inputs, targets);
    }

    private double[] Weights(IReadOnlyList<int> shape, int layer)
    {
        var (random, deviation) = (Stream(2, layer), Math.Sqrt(1.0 / shape[1]));
        return [.. Enumerable.Range(0, shape[0] * shape[1]).Select(e => deviation * random.Normal(e))];
    }
}
