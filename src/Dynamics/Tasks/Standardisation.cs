namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>
/// x ← (x − mean) / std, with the mean and the population standard deviation (divisor n) of each feature over the training
/// rows, sums taken in row order. A feature that is constant over the training rows is only centred: it is exactly 0 there.
/// </summary>
internal static class Standardisation
{
    /// <summary>Standardises both matrices in place, each row-major [rows, features].</summary>
    /// <param name="path">Where they come from, for messages.</param>
    /// <param name="features">Columns.</param>
    /// <param name="train">The training rows.</param>
    /// <param name="test">The test rows.</param>
    /// <param name="column">What to call the column, if it is no feature.</param>
    public static void Apply(string path, int features, double[] train, double[] test, string? column = null)
    {
        var rows = train.Length / features;
        for (var f = 0; f < features; f++)
        {
            var (mean, deviation) = Moments(train, features, rows, f);
            if (!double.IsFinite(mean) || !double.IsFinite(deviation))
            {
                throw new TaskDataException(
                    $"{path}: {column ?? $"feature {f + 1}"} has values too large to standardise (their squares overflow). Rescale it.");
            }

            Shift(train, features, f, mean, deviation);
            Shift(test, features, f, mean, deviation);
        }
    }

    private static (double Mean, double Deviation) Moments(double[] values, int features, int rows, int f)
    {
        var (sum, constant) = (0.0, true);
        for (var row = 0; row < rows; row++)
        {
            var value = values[row * features + f];
            sum += value;
            constant &= value == values[f];
        }

        // The rounded mean of equal values need not equal them, and their tiny "deviation" would be blown up to ±1.
        if (constant) return (values[f], 1);
        var mean = sum / rows;
        var squares = 0.0;
        for (var row = 0; row < rows; row++)
        {
            var difference = values[row * features + f] - mean;
            squares += difference * difference;
        }

        // Squares of differences below 1e-162 vanish; such a feature is treated as constant too.
        return (mean, squares == 0 ? 1 : Math.Sqrt(squares / rows));
    }

    private static void Shift(double[] values, int features, int f, double mean, double deviation)
    {
        for (var i = f; i < values.Length; i += features) values[i] = (values[i] - mean) / deviation;
    }
}
