using System.Globalization;
using System.Text.Json.Serialization;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>
/// Samples that are drawn and come from no file: a pure function of these numbers, the same bits on every machine, so that a
/// specification is all that a trainer needs. Unless something else is said, training and test samples are drawn independently: more of
/// the ones change none of the others.
/// </summary>
public abstract record SyntheticTask
{
    /// <summary>Training or test samples, at most.</summary>
    public const int MostSamples = 1_000_000;

    /// <summary>Features of a sample, at most.</summary>
    public const int MostFeatures = 1 << 16;

    /// <summary>Numbers of a part, samples times features, at most: 1 GiB.</summary>
    public const int MostValues = 1 << 27;

    private protected SyntheticTask()
    {
    }

    /// <summary>Training samples.</summary>
    public required int Samples { get; init; }

    /// <summary>Test samples.</summary>
    public required int Test { get; init; }

    /// <summary>What they are drawn with; it is no part of the seed axis.</summary>
    public ulong Seed { get; init; }

    /// <summary>Whether real numbers are to be learnt, and not classes.</summary>
    [JsonIgnore]
    public virtual bool HasRealTargets => false;

    /// <summary>The word for it in campaign files.</summary>
    public abstract string Word();

    /// <summary>What cannot be drawn: the field of the campaign file, and a sentence; null where all can.</summary>
    public (string Field, string Message)? Fault()
    {
        foreach (var (field, value, least, most) in Limits().Append(("samples", Samples, LeastSamples, MostSamples)).Append(("test", Test, LeastTest, MostSamples)))
        {
            if (value < least || value > most)
                return (field, string.Create(CultureInfo.InvariantCulture, $"found {value}, expected a whole number from {least} to {most:#,0}"));
        }

        var largest = Math.Max(Samples, Test);
        if ((long)largest * Features() > MostValues)
        {
            return (largest == Samples ? "samples" : "test", string.Create(CultureInfo.InvariantCulture,
                $"found {largest} samples of {Features()} features, expected at most {MostValues:#,0} numbers"));
        }

        return Misfit();
    }

    /// <summary>Draws the samples.</summary>
    /// <exception cref="TaskDataException">They cannot be drawn.</exception>
    internal RawTask Draw() => Fault() is (var field, var message)
        ? throw new TaskDataException($"{Word()}.{field}: {message}.")
        : new RawTask(ClassNames(), Part(0, Samples), Part(1, Test));

    private protected virtual int LeastSamples => 2;

    private protected virtual int LeastTest => 1;

    private protected abstract int Features();

    private protected abstract IReadOnlyList<string> ClassNames();

    /// <summary>The fields beside samples and test, and what they may be.</summary>
    private protected abstract IEnumerable<(string Field, int Value, int Least, int Most)> Limits();

    /// <summary>What is wrong although every whole number is in its limits.</summary>
    private protected virtual (string Field, string Message)? Misfit() => null;

    /// <summary>Draws a part: 0 the training samples, 1 the test samples.</summary>
    private protected abstract LabelledSamples Part(int part, int samples);

    /// <summary>Random numbers for one thing of one part; what belongs to no part has part 2.</summary>
    private protected RandomStream Stream(int part, int thing) =>
        new(ItemSeed.Key(Seed, Word()), RandomPurpose.TaskSamples, part, thing);

    private protected static (string Field, string Message)? NotNegative(string field, double value) => value >= 0 && double.IsFinite(value)
        ? null
        : (field, string.Create(CultureInfo.InvariantCulture, $"found {value}, expected a finite number of at least 0"));

    private protected static byte[] ClassesInTurn(int samples, int classes) =>
        [.. Enumerable.Range(0, samples).Select(s => (byte)(s % classes))];
}
