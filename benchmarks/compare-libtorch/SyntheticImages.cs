using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Benchmarks.CompareLibtorch;

/// <summary>
/// Data of CIFAR-10's shape: 32 × 32 × 3 inputs, ten classes, no zeros. An image is its class's pattern with noise, the same
/// on every machine.
/// </summary>
internal static class SyntheticImages
{
    public const int Training = 5_000;
    public const int Test = 1_000;
    private const int Features = 32 * 32 * 3;
    private const int Classes = 10;

    /// <summary>Pixels 1 … 255 as bytes, value pixel / 255: what image files give.</summary>
    public static LearningTask Bytes()
    {
        var table = Enumerable.Range(0, 256).Select(c => c / 255.0).ToArray();
        return Task("cifar", (samples, pixels) => new CodedInputs(samples, Features, pixels, table));
    }

    /// <summary>The same pixels, standardised to real numbers about zero: what preprocessed tables give.</summary>
    public static LearningTask Reals() => Task(
        "cifar-real",
        (samples, pixels) => new DenseInputs(samples, Features, Array.ConvertAll(pixels, pixel => (pixel - 127.5) / 64)));

    private static LearningTask Task(string name, Func<int, byte[], Inputs> inputs)
    {
        var random = new Random(1); // a seeded Random is the same sequence everywhere
        var patterns = Enumerable.Range(0, Classes).Select(_ => new byte[Features]).ToArray();
        foreach (var pattern in patterns) random.NextBytes(pattern);
        var (train, test) = (Samples(Training), Samples(Test));
        return new LearningTask(name, Classes, train, test, ContentHash.Of(Features, Classes, train, test));

        LabelledSamples Samples(int samples)
        {
            var labels = Enumerable.Range(0, samples).Select(s => (byte)(s % Classes)).ToArray();
            var pixels = new byte[samples * Features];
            random.NextBytes(pixels);
            for (var i = 0; i < pixels.Length; i++)
                pixels[i] = (byte)Math.Max(1, (3 * pixels[i] + patterns[labels[i / Features]][i % Features]) / 4);
            return new LabelledSamples(inputs(samples, pixels), labels);
        }
    }
}
