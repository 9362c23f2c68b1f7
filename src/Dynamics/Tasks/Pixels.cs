using System.Globalization;

namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>From the bytes of images to inputs.</summary>
internal static class Pixels
{
    private const int MostStandardised = 1 << 28; // 2 GiB of doubles; CIFAR-10's training part is 1.2 GB

    private static readonly double[] Unit = [.. Enumerable.Range(0, 256).Select(c => c / 255.0)];
    private static readonly double[] Raw = [.. Enumerable.Range(0, 256).Select(c => (double)c)];

    /// <summary>The inputs of both parts; what is standardised takes eight times the memory.</summary>
    /// <param name="path">The file with the training images.</param>
    /// <param name="scale">What becomes of the bytes.</param>
    /// <param name="features">Bytes of a sample.</param>
    /// <param name="train">Row-major [samples, features].</param>
    /// <param name="test">The same of the test samples.</param>
    /// <exception cref="TaskDataException">They are too many to standardise.</exception>
    public static (Inputs Train, Inputs Test) Of(string path, PixelScale scale, int features, byte[] train, byte[] test)
    {
        if (scale != PixelScale.Standardise)
        {
            var table = scale == PixelScale.Raw ? Raw : Unit;
            return (new CodedInputs(train.Length / features, features, train, table), new CodedInputs(test.Length / features, features, test, table));
        }

        if (train.Length > MostStandardised || test.Length > MostStandardised)
        {
            throw new TaskDataException(string.Create(CultureInfo.InvariantCulture,
                $"{path}: pixels: standardise makes numbers of 8 bytes of {Math.Max(train.Length, test.Length):#,0} pixels; at most "
                + $"{MostStandardised:#,0} can be. Use fewer samples in the file, or pixels: unit."));
        }

        var (values, others) = (Array.ConvertAll(train, c => (double)c), Array.ConvertAll(test, c => (double)c));
        Standardisation.Apply(path, features, values, others);
        return (new DenseInputs(train.Length / features, features, values), new DenseInputs(test.Length / features, features, others));
    }
}
