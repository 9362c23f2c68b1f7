namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>
/// Classes that are clouds: sample s is of class s mod classes, and every feature of it is normal, of deviation 1, about that of the
/// class's centre. Centres lie in random directions, <see cref="Separation"/> from the origin.
/// </summary>
public sealed record GaussianMixture : SyntheticTask
{
    /// <summary>Number of classes.</summary>
    public int Classes { get; init; } = 2;

    /// <summary>Features of a sample.</summary>
    public required int Inputs { get; init; }

    /// <summary>How far the centres are from the origin, in deviations.</summary>
    public double Separation { get; init; } = 2;

    /// <inheritdoc/>
    public override string Word() => "gaussian-mixture";

    private protected override int LeastSamples => Classes;

    private protected override int Features() => Inputs;

    private protected override IReadOnlyList<string> ClassNames() => RawTask.Numbers(Classes);

    private protected override IEnumerable<(string Field, int Value, int Least, int Most)> Limits() =>
        [("classes", Classes, 2, CsvLabels.MaxClasses), ("inputs", Inputs, 1, MostFeatures)];

    private protected override (string Field, string Message)? Misfit() => NotNegative("separation", Separation);

    private protected override LabelledSamples Part(int part, int samples)
    {
        var centres = Enumerable.Range(0, Classes).Select(Centre).ToArray();
        var (random, values) = (Stream(part, 0), new double[samples * Inputs]);
        for (var i = 0; i < values.Length; i++) values[i] = centres[i / Inputs % Classes][i % Inputs] + random.Normal(i);
        return new LabelledSamples(new DenseInputs(samples, Inputs, values), ClassesInTurn(samples, Classes));
    }

    private double[] Centre(int number)
    {
        var (random, centre, squares) = (Stream(2, number), new double[Inputs], 0.0);
        for (var f = 0; f < Inputs; f++)
        {
            centre[f] = random.Normal(f);
            squares = Math.FusedMultiplyAdd(centre[f], centre[f], squares);
        }

        var length = Math.Sqrt(squares);
        for (var f = 0; f < Inputs; f++) centre[f] = Separation * (centre[f] / length);
        return centre;
    }
}
