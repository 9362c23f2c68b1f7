using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Analysis.Exponents;

/// <summary>
/// The logarithm of the divergence over the first unbroken run of epochs at which it is positive and finite. What lies
/// outside cannot be fitted: ε = 0, replicas that met the reference bit for bit, the end of a divergent run.
/// The logarithm is the project's own, not the platform's: the same series give the same Λ on every machine.
/// </summary>
/// <param name="Start">The epoch of the first value.</param>
/// <param name="Values">ln D at epochs Start, Start + 1, …</param>
internal readonly record struct LogDistance(int Start, double[] Values)
{
    /// <summary>ln D(t), D(t) = mean_j d_j(t).</summary>
    /// <param name="distance">[M][epochs]: d_j(t).</param>
    public static LogDistance OfMean(double[][] distance) => Run(distance, Epochs(distance), LogOfMean);

    /// <summary>mean_j ln d_j(t). Replicas that never left the reference (d_j ≡ 0) are left out.</summary>
    /// <param name="distance">[M][epochs]: d_j(t).</param>
    public static LogDistance MeanOfLogs(double[][] distance)
    {
        double[][] moved = [.. distance.Where(replica => replica.AsSpan().ContainsAnyExcept(0.0))];
        return Run(moved, moved.Length == 0 ? 0 : Epochs(distance), static (replicas, t) =>
        {
            double sum = 0;
            foreach (var replica in replicas) sum += ElementaryFunctionsReference.Log(replica[t]);
            return sum / replicas.Length;
        });
    }

    /// <summary>ln D at one epoch; not finite where D is 0 or not finite.</summary>
    public static double LogOfMean(double[][] distance, int t)
    {
        double sum = 0;
        foreach (var replica in distance) sum += replica[t];
        return ElementaryFunctionsReference.Log(sum / distance.Length);
    }

    private static int Epochs(double[][] distance) =>
        distance.Length == 0 ? 0 : distance.Min(replica => replica.Length);

    private static LogDistance Run(double[][] distance, int epochs, Func<double[][], int, double> logarithm)
    {
        var values = new double[epochs];
        int start = 0, count = 0;
        for (var t = 0; t < epochs; t++)
        {
            var value = logarithm(distance, t);
            if (double.IsFinite(value))
            {
                if (count == 0) start = t;
                values[count++] = value;
            }
            else if (count > 0)
            {
                break;
            }
        }

        Array.Resize(ref values, count);
        return new LogDistance(start, values);
    }
}
