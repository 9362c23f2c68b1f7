using System.Globalization;

namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>Divides rows into training and test samples, and takes subsets.</summary>
internal static class SampleSplit
{
    private const int Fold = 5;
    private const int TestRemainder = 4;

    /// <summary>Rows with index ≡ 4 (mod 5), counted from 0, are test rows; order is kept.</summary>
    public static (int[] Train, int[] Test) EveryFifth(int rows)
    {
        var indices = Enumerable.Range(0, rows).ToLookup(row => row % Fold == TestRemainder);
        return ([.. indices[false]], [.. indices[true]]);
    }

    /// <summary>The chosen samples.</summary>
    public static LabelledSamples Rows(LabelledSamples samples, int[] rows)
    {
        var inputs = (DenseInputs)samples.Inputs;
        var chosen = new DenseInputs(rows.Length, inputs.Features, Rows(inputs.Values, inputs.Features, rows));
        return samples.Targets is { } targets
            ? LabelledSamples.WithTargets(chosen, Rows(targets, targets.Length / samples.Count, rows))
            : new LabelledSamples(chosen, Array.ConvertAll(rows, row => samples.Labels[row]));
    }

    // The chosen rows of a row-major matrix.
    private static double[] Rows(double[] values, int features, int[] rows)
    {
        var chosen = new double[rows.Length * features];
        for (var i = 0; i < rows.Length; i++)
            values.AsSpan(rows[i] * features, features).CopyTo(chosen.AsSpan(i * features));
        return chosen;
    }

    /// <summary>The first <paramref name="count"/> samples; all of them when it is null.</summary>
    public static LabelledSamples Front(LabelledSamples samples, int? count, string task, string which)
    {
        if (count is not { } wanted || wanted == samples.Count) return samples;
        if (wanted < 1 || wanted > samples.Count)
        {
            throw new TaskDataException(string.Create(CultureInfo.InvariantCulture,
                $"Task {task}: {which}: {wanted} samples are asked for, but there are {samples.Count}. Expected a number " +
                $"from 1 to {samples.Count}; leave {which} out to use all."));
        }

        var entries = wanted * samples.Inputs.Features;
        Inputs inputs = samples.Inputs switch
        {
            CodedInputs coded => new CodedInputs(wanted, coded.Features, coded.Codes[..entries], coded.Table),
            DenseInputs dense => new DenseInputs(wanted, dense.Features, dense.Values[..entries]),
            _ => throw new NotSupportedException($"Cannot take a part of {samples.Inputs.GetType().Name}."),
        };
        return samples.Targets is { } targets
            ? LabelledSamples.WithTargets(inputs, targets[..(targets.Length / samples.Count * wanted)])
            : new LabelledSamples(inputs, samples.Labels[..wanted]);
    }
}
