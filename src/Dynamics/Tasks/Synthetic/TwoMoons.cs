namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>
/// Two half circles of radius 1 that reach into each other: (x, y) with y ≥ 0 of class 0, (1 − x, ½ − y) of class 1, uniform along
/// the circle; both coordinates get normal noise. Classes take turns.
/// </summary>
public sealed record TwoMoons : SyntheticTask
{
    private const int Coordinates = 2;

    /// <summary>The noise's standard deviation.</summary>
    public double Noise { get; init; } = 0.1;

    /// <inheritdoc/>
    public override string Word() => "two-moons";

    private protected override int Features() => Coordinates;

    private protected override IReadOnlyList<string> ClassNames() => RawTask.Numbers(2);

    private protected override IEnumerable<(string Field, int Value, int Least, int Most)> Limits() => [];

    private protected override (string Field, string Message)? Misfit() => NotNegative("noise", Noise);

    // A direction is that of a uniform point of the square that lies in the disc (von Neumann): no sine is needed.
    private protected override LabelledSamples Part(int part, int samples)
    {
        var (points, noise, values) = (Stream(part, 0), Stream(part, 1), new double[Coordinates * samples]);
        var drawn = 0L;
        for (var s = 0; s < samples; s++)
        {
            double x, y, length;
            do
            {
                (x, y) = (points.Uniform(drawn, -1, 1), points.Uniform(drawn + 1, 0, 1));
                drawn += 2;
                length = Math.Sqrt(Math.FusedMultiplyAdd(x, x, y * y));
            }
            while (length > 1);
            (x, y) = (x / length, y / length);
            if (s % 2 == 1) (x, y) = (1 - x, 0.5 - y);
            values[2 * s] = Math.FusedMultiplyAdd(Noise, noise.Normal(2 * s), x);
            values[2 * s + 1] = Math.FusedMultiplyAdd(Noise, noise.Normal(2 * s + 1), y);
        }

        return new LabelledSamples(new DenseInputs(samples, Coordinates, values), ClassesInTurn(samples, 2));
    }
}
