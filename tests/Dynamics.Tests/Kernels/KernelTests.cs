using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Kernels.Reference;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Tests.Kernels;

/// <summary>Every vectorised kernel, at every width, against the scalar reference: bit for bit, at awkward sizes.</summary>
public sealed unsafe class KernelTests
{
    private static readonly ReferenceKernels Reference = new();

    public static TheoryData<string> Widths => [.. KernelSelection.All.Skip(1).Select(kernels => kernels.Name)];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Should_add_dense_products(string width)
    {
        foreach (var (rows, columns, outputs) in new[]
                 {
                     (1, 1, 1), (2, 3, 10), (3, 7, 64), (7, 5, 100), (8, 64, 16), (9, 13, 37), (17, 2, 72), (5, 0, 9), (13, 4, 48),
                     (10, 30, 16), (11, 6, 8), (4, 120, 12), (6, 3, 3), (15, 9, 24),
                     (5, 130, 24), (10, 66, 32), (7, 64, 40), (10, 65, 56), (4, 129, 136), (4, 0, 40),
                 })
        {
            var stride = ParameterLayout.Padded(outputs);
            var (a, b, initial) = (Random(rows * columns, 1), Random(columns * stride, 2), Random(rows * stride, 3));
            var row = Random(stride, 21);
            foreach (var (rowStep, columnStep) in new[] { (columns, 1), (1, rows) })
                foreach (var taken in new[] { stride, stride / 16 * 8 }) // whole rows, and some columns of longer rows
                {
                    AssertSame(width, initial, (kernels, output) =>
                        kernels.AddDenseProduct(
                            a.Pointer, rowStep, columnStep, rows, columns, b.Pointer, output, stride, output, stride, taken));
                    AssertSame(width, initial, (kernels, output) =>
                        kernels.AddDenseProduct(
                            a.Pointer, rowStep, columnStep, rows, columns, b.Pointer, row.Pointer, 0, output, stride, taken));
                }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Should_add_sparse_products_that_equal_the_dense_ones(string width)
    {
        foreach (var (samples, features, outputs) in new[]
                 {
                     (5, 7, 10), (50, 100, 37), (193, 30, 64), (48, 97, 100), (30, 60, 24), (20, 40, 32), (60, 20, 56),
                     (40, 30, 136),
                 })
        {
            var (stride, random) = (ParameterLayout.Padded(outputs), new Random(samples));
            var codes = new byte[samples * features];
            for (var i = 0; i < codes.Length; i++) codes[i] = (byte)(random.Next(5) == 0 ? random.Next(256) : 0);
            var table = new AlignedBuffer(256);
            for (var c = 0; c < 256; c++) table.Span[c] = c / 255.0;
            var dense = new AlignedBuffer(codes.Length);
            for (var i = 0; i < codes.Length; i++) dense.Span[i] = table.Span[codes[i]];

            var (weights, z) = (Random(features * stride, 5), Random(samples * stride, 6));
            AssertEqualForms(width, z, stride, features, samples, (kernels, output) =>
            {
                var matrix = BlockedSparseMatrix.FromRows(codes, samples, features, rowTile: 24, columnTile: 13);
                fixed (ushort* entries = matrix.Entries)
                    for (var (tile, first) = (0, 0); first < samples; tile++, first += matrix.RowTile)
                        for (var block = 0; block < matrix.ColumnTiles; block++)
                            kernels.AddSparseProduct(
                                matrix.RowsOf(tile, block), matrix.Starts(tile, block), entries, table.Pointer,
                                weights.Pointer + block * 13 * stride, output + first * stride, stride);
            }, (kernels, output) => kernels.AddDenseProduct(
                dense.Pointer, features, 1, samples, features, weights.Pointer, output, stride, output, stride, stride));

            var (delta, g) = (Random(samples * stride, 7), Random(features * stride, 8));
            AssertEqualForms(width, g, stride, samples, features, (kernels, output) =>
            {
                var matrix = BlockedSparseMatrix.FromColumns(codes, samples, features, columnTile: 48);
                fixed (ushort* entries = matrix.Entries)
                    for (var block = 0; block < matrix.ColumnTiles; block++)
                        kernels.AddSparseProduct(
                            matrix.RowsOf(0, block), matrix.Starts(0, block), entries, table.Pointer,
                            delta.Pointer + block * 48 * stride, output, stride);
            }, (kernels, output) => kernels.AddDenseProduct(
                dense.Pointer, 1, features, features, samples, delta.Pointer, output, stride, output, stride, stride));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Should_add_columns_and_transpose(string width)
    {
        var (row, b, square) = (Random(24, 10), Random(11 * 16, 18), Random(24 * 24, 19));
        foreach (var rows in new[] { 1, 6, 11 })
            AssertSame(width, Random(11, 20), (kernels, output) => kernels.AddColumnSum(b.Pointer, rows, 13, 16, output));
        foreach (var (rows, columns) in new[] { (7, 19), (8, 8), (16, 24), (9, 17), (1, 1), (17, 3) })
            AssertSame(width, new AlignedBuffer(24 * 24), (kernels, output) =>
                kernels.Transpose(square.Pointer, rows, columns, 24, output, 24));
        AssertSame(width, new AlignedBuffer(5 * 24), (kernels, output) => kernels.FillRows(row.Pointer, output, 5, 24));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Should_apply_activations_and_their_derivatives(string width)
    {
        foreach (var activation in Enum.GetValues<Activation>())
        {
            var x = Random(400, 11, scale: 4);
            new[] { 0, -0.0, 1e-310, -1e-310, 40, -40, 800, -800, double.NaN, double.PositiveInfinity, double.NegativeInfinity }
                .CopyTo(x.Span);
            var y = AssertSame(width, x, (kernels, output) => kernels.Activate(activation, output, x.Length));
            foreach (var stride in new[] { 8, 16, 40 })
            {
                AssertSame(width, Random(400, 12), (kernels, output) =>
                    kernels.MultiplyByDerivative(activation, y.Pointer, output, 400 / stride, stride, new AlignedBuffer(40).Pointer));
                AssertSame(width, Random(40, 16), (kernels, output) =>
                    kernels.MultiplyByDerivative(activation, y.Pointer, Random(400, 12).Pointer, 400 / stride, stride, output));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Should_take_softmax_cross_entropy_and_count_correct_samples(string width)
    {
        foreach (var (samples, classes) in new[] { (1, 2), (63, 3), (64, 10), (65, 10), (130, 17) })
        {
            var stride = ParameterLayout.Padded(samples) + 8;
            var logits = Random(classes * stride, 13, scale: 30);
            logits.Span[0] = 1e300;
            logits.Span[stride] = 1e300; // a tie
            if (samples > 2) logits.Span[2] = double.NaN;
            var labels = new AlignedBuffer(ParameterLayout.Padded(samples));
            labels.Span.Fill(-1);
            for (var s = 0; s < samples; s++) labels.Span[s] = s * 7 % classes;
            var label = labels.Pointer;
            {
                var losses = new AlignedBuffer(ParameterLayout.Padded(samples));
                AssertSame(width, logits, (kernels, output) =>
                {
                    kernels.SoftmaxCrossEntropy(output, label, samples, classes, stride, losses.Pointer);
                    for (var k = 0; k < classes; k++) // what lies behind the samples means nothing
                        new Span<double>(output + k * stride + samples, stride - samples).Clear();
                });
                AssertSame(width, losses, (kernels, output) =>
                {
                    var copy = Copy(logits);
                    kernels.SoftmaxCrossEntropy(copy.Pointer, label, samples, classes, stride, output);
                }, samples);
                Assert.Equal(
                    Reference.CountCorrect(logits.Pointer, label, samples, classes, stride),
                    Named(width).CountCorrect(logits.Pointer, label, samples, classes, stride));
            }
        }
    }

    [Fact]
    public void Should_have_losses_and_gradients_of_the_definition()
    {
        var logits = new AlignedBuffer(3 * 8);
        (logits.Span[0], logits.Span[8], logits.Span[16]) = (1, -2, 0.5);
        var losses = new AlignedBuffer(8);
        var label = 2.0;
        Reference.SoftmaxCrossEntropy(logits.Pointer, &label, 1, 3, 8, losses.Pointer);
        var sum = Math.Exp(1) + Math.Exp(-2) + Math.Exp(0.5);
        Assert.Equal(Math.Log(sum) - 0.5, losses.Span[0], 14);
        Assert.Equal(
            [Math.Exp(1) / sum, Math.Exp(-2) / sum, Math.Exp(0.5) / sum - 1],
            [logits.Span[0], logits.Span[8], logits.Span[16]], (x, y) => Math.Abs(x - y) < 1e-14);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Should_step_and_measure_distances(string width)
    {
        var (g, w) = (Random(808, 14), Random(808, 15));
        foreach (var l2 in new[] { 0, 0.01 })
            AssertSame(width, w, (kernels, output) => kernels.Step(output, g.Pointer, 808, 2.5, l2, 1437));
        Assert.Equal(
            BitConverter.DoubleToInt64Bits(Reference.Distance(w.Pointer, g.Pointer, 808)),
            BitConverter.DoubleToInt64Bits(Named(width).Distance(w.Pointer, g.Pointer, 808)));
    }

    private delegate void Operation(IKernels kernels, double* output);

    private static AlignedBuffer AssertSame(string width, AlignedBuffer initial, Operation operation, int? length = null)
    {
        var (expected, actual) = (Copy(initial), Copy(initial));
        operation(Reference, expected.Pointer);
        operation(Named(width), actual.Pointer);
        AssertSameBits(expected.Span[..(length ?? initial.Length)], actual.Span[..(length ?? initial.Length)]);
        return expected;
    }

    private static void AssertEqualForms(
        string width, AlignedBuffer initial, int stride, int columns, int rows, Operation sparse, Operation dense)
    {
        var expected = Copy(initial);
        dense(Reference, expected.Pointer);
        foreach (var kernels in new[] { Reference, Named(width) })
        {
            var actual = Copy(initial);
            sparse(kernels, actual.Pointer);
            AssertSameBits(expected.Span, actual.Span);
        }

        Assert.Equal(rows * stride, initial.Length);
        Assert.True(columns > 0);
    }

    private static void AssertSameBits(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.True(
                BitConverter.DoubleToInt64Bits(expected[i]) == BitConverter.DoubleToInt64Bits(actual[i])
                || (double.IsNaN(expected[i]) && double.IsNaN(actual[i])), // the payload of a NaN is not ours
                $"element {i}: expected {expected[i]:R}, found {actual[i]:R}");
    }

    private static IKernels Named(string width) => KernelSelection.All.Single(kernels => kernels.Name == width);

    private static AlignedBuffer Random(int length, int seed, double scale = 1)
    {
        var (buffer, random) = (new AlignedBuffer(length), new Random(seed));
        for (var i = 0; i < length; i++) buffer.Span[i] = scale * (2 * random.NextDouble() - 1);
        return buffer;
    }

    private static AlignedBuffer Copy(AlignedBuffer source)
    {
        var copy = new AlignedBuffer(source.Length);
        source.Span.CopyTo(copy.Span);
        return copy;
    }
}
