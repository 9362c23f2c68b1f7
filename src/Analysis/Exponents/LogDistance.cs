using Chaos.Actors.Dynamics.Numerics;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Training;

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
    /// <summary>ln D(t), D(t) = mean_j d_j(t); of replicas that were pulled back, as if they had not been.</summary>
    public static LogDistance OfMean(PairGroupSeries series) => Run(LogsOfMean(series));

    /// <summary>mean_j ln d_j(t), likewise. Replicas that never left the reference (d_j ≡ 0) are left out.</summary>
    public static LogDistance MeanOfLogs(PairGroupSeries series)
    {
        var (distance, pulled) = (series.Distance, Rescalings.Before(series));
        int[] moved = [.. Enumerable.Range(0, distance.Length).Where(j => distance[j].AsSpan().ContainsAnyExcept(0.0))];
        var values = new double[moved.Length == 0 ? 0 : Epochs(distance)];
        for (var t = 0; t < values.Length; t++)
        {
            double sum = 0;
            foreach (var j in moved) sum += ElementaryFunctionsReference.Log(distance[j][t]) + (pulled?[j][t] ?? 0);
            values[t] = sum / moved.Length;
        }

        return Run(values);
    }

    /// <summary>ln D at every epoch; not finite where D is 0 or not finite.</summary>
    public static double[] LogsOfMean(PairGroupSeries series)
    {
        var (distance, pulled) = (series.Distance, Rescalings.Before(series));
        var values = new double[Epochs(distance)];
        for (var t = 0; t < values.Length; t++)
        {
            // Of replicas that were pulled back the largest is taken out of the sum: what they would be may be larger than any number.
            double sum = 0, largest = 0;
            if (pulled is not null) largest = pulled.Max(replica => replica[t]);
            for (var j = 0; j < distance.Length; j++)
                sum += pulled is null ? distance[j][t] : distance[j][t] * ElementaryFunctionsReference.Exp(pulled[j][t] - largest);
            values[t] = ElementaryFunctionsReference.Log(sum / distance.Length) + largest;
        }

        return values;
    }

    private static int Epochs(double[][] distance) =>
        distance.Length == 0 ? 0 : distance.Min(replica => replica.Length);

    private static LogDistance Run(double[] logarithms)
    {
        var values = new double[logarithms.Length];
        int start = 0, count = 0;
        for (var t = 0; t < logarithms.Length; t++)
        {
            var value = logarithms[t];
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
