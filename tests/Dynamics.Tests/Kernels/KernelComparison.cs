using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Kernels.Reference;

namespace Chaos.Actors.Dynamics.Tests.Kernels;

/// <summary>
/// Every vectorised kernel, at every width, against the scalar reference: bit for bit, at awkward sizes, in memory that ends the
/// process when something behind a buffer is touched.
/// </summary>
public abstract unsafe class KernelComparison : IDisposable
{
    private protected static readonly ReferenceKernels Reference = new();

    private protected GuardedMemory Memory { get; } = new();

    public static TheoryData<string> Widths => [.. KernelSelection.All.Skip(1).Select(kernels => kernels.Name)];

    public void Dispose() => Memory.Dispose();

    private protected delegate void Operation(IKernels kernels, double* output);

    private protected GuardedBuffer AssertSame(string width, GuardedBuffer initial, Operation operation, int? length = null)
    {
        var (expected, actual) = (Memory.Copy(initial), Memory.Copy(initial));
        operation(Reference, expected.Pointer);
        operation(Named(width), actual.Pointer);
        AssertSameBits(expected.Span[..(length ?? initial.Length)], actual.Span[..(length ?? initial.Length)]);
        return expected;
    }

    private protected void AssertEqualForms(string width, GuardedBuffer initial, Operation sparse, Operation dense)
    {
        var expected = Memory.Copy(initial);
        dense(Reference, expected.Pointer);
        foreach (var kernels in new[] { Reference, Named(width) })
        {
            var actual = Memory.Copy(initial);
            sparse(kernels, actual.Pointer);
            AssertSameBits(expected.Span, actual.Span);
        }
    }

    private static void AssertSameBits(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.True(
                BitConverter.DoubleToInt64Bits(expected[i]) == BitConverter.DoubleToInt64Bits(actual[i])
                || (double.IsNaN(expected[i]) && double.IsNaN(actual[i])), // the payload of a NaN is not ours
                $"element {i}: expected {expected[i]:R}, found {actual[i]:R}");
    }

    private protected static IKernels Named(string width) => KernelSelection.All.Single(kernels => kernels.Name == width);
}
