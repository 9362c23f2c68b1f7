using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;

namespace Chaos.Actors.Dynamics.Tests.Kernels;

/// <summary>What convolutions and pooling are made of.</summary>
public sealed unsafe class PatchKernelTests : KernelComparison
{
    // (height, width, channels) of an image, (height, width, stride) of the windows, output channels.
    private static readonly (int H, int W, int C, int Kh, int Kw, int Stride, int Outs)[] Images =
    [
        (5, 5, 1, 3, 3, 1, 6), (6, 4, 2, 2, 3, 1, 16), (9, 8, 3, 4, 2, 3, 5), (3, 3, 9, 3, 3, 1, 1), (7, 7, 6, 1, 1, 2, 12), (12, 11, 1, 5, 5, 1, 3),
        (4, 9, 8, 2, 2, 2, 8), (8, 8, 5, 3, 3, 2, 19), (2, 2, 1, 2, 2, 1, 40),
    ];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Should_add_products_of_patches(string width)
    {
        foreach (var (h, w, c, kh, kw, stride, outs) in Images)
        {
            var (rows, columns) = ((h - kh) / stride + 1, (w - kw) / stride + 1);
            var patches = new PatchView(
                Memory.Random(h * w * c, 1).Pointer, rows, columns, stride * w * c, stride * c, kh, kw * c, w * c, 1);
            var padded = ParameterLayout.Padded(outs);
            var (weights, bias) = (Memory.Random(patches.Columns * padded, 2), Memory.Random(padded, 3));
            AssertSame(
                width, Memory.Random(patches.Rows * outs + 8, 4),
                (kernels, output) => kernels.AddPatchProduct(
                    patches, new MatrixView(weights.Pointer, patches.Columns, outs, padded),
                    MatrixView.Repeat(bias.Pointer, patches.Rows, outs), new MatrixView(output, patches.Rows, outs, outs)),
                patches.Rows * outs);

            var delta = new MatrixView(Memory.Random(patches.Rows * outs + 8, 5).Pointer, patches.Rows, outs, outs);
            AssertSame(width, Memory.Random(patches.Columns * padded, 6), (kernels, output) =>
            {
                var gradient = new MatrixView(output, patches.Columns, outs, padded);
                kernels.AddPatchProduct(patches.Transposed, delta, gradient, gradient);
                for (var row = 0; row < patches.Columns; row++) // what lies behind the outputs means nothing
                    new Span<double>(output + row * padded + outs, padded - outs).Clear();
            });
            AssertSame(width, Memory.Random(padded, 7), (kernels, output) => kernels.AddRowSum(delta, output), outs);

            var longer = patches.Columns + 3;
            var parts = new MatrixView(Memory.Random(patches.Rows * longer + 8, 8).Pointer, patches.Rows, patches.Columns, longer);
            AssertSame(width, Memory.Random(h * w * c + 8, 9), (kernels, output) => kernels.AddToPatches(
                parts, new PatchView(output, rows, columns, stride * w * c, stride * c, kh, kw * c, w * c, 1)));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Should_pool_and_pass_back(string width)
    {
        foreach (var (h, w, c, kh, kw, stride, _) in Images)
        {
            var (rows, columns) = ((h - kh) / stride + 1, (w - kw) / stride + 1);
            PatchView Windows(double* image) => new(image, rows, columns, stride * w * c, stride * c, kh, kw, w * c, c);
            var image = Memory.Random(h * w * c + 8, 1);
            for (var i = 0; i < image.Length; i++) image.Span[i] = Math.Round(image.Span[i]); // equals
            image.Span[1] = -0.0;
            var values = Windows(image.Pointer);
            var (outputs, delta) = (values.Rows * c, Memory.Random(values.Rows * c + 8, 2));
            AssertSame(width, Memory.Random(outputs + 8, 3), (kernels, output) => kernels.AveragePool(values, c, output), outputs);
            AssertSame(width, Memory.Random(image.Length, 4), (kernels, output) =>
                kernels.AddAveragePoolGradient(delta.Pointer, c, Windows(output)));
            var maxima = AssertSame(width, Memory.Random(outputs + 8, 3), (kernels, output) => kernels.MaximumPool(values, c, output), outputs);
            AssertSame(width, Memory.Random(image.Length, 4), (kernels, output) =>
                kernels.AddMaximumPoolGradient(values, maxima.Pointer, delta.Pointer, c, Windows(output)));
            var tangents = Windows(Memory.Random(image.Length, 5).Pointer);
            AssertSame(width, Memory.Random(outputs + 8, 3), (kernels, output) =>
                kernels.MaximumPoolTangent(values, maxima.Pointer, tangents, c, output), outputs);
            image.Span[h * w * c / 2] = double.NaN;
            AssertSame(width, Memory.Random(outputs + 8, 3), (kernels, output) => kernels.MaximumPool(values, c, output), outputs);
        }
    }

    [Fact]
    public void Should_keep_a_nan_and_the_first_of_equals_in_a_maximum()
    {
        var (image, maximum, below, along) = (Memory.Zeros(12), Memory.Zeros(9), Memory.Zeros(12), Memory.Zeros(9));
        PatchView Window(double* data) => new(data, 1, 1, 0, 0, 1, 4, 4, 1);
        foreach (var kernels in KernelSelection.All)
        {
            new double[] { 1, 3, 3, 2 }.CopyTo(image.Span);
            below.Span.Clear();
            kernels.MaximumPool(Window(image.Pointer), 1, maximum.Pointer);
            kernels.AddMaximumPoolGradient(Window(image.Pointer), maximum.Pointer, maximum.Pointer, 1, Window(below.Pointer));
            Assert.Equal([0, 3, 0, 0], below.Span[..4].ToArray());
            new double[] { 5, 6, 7, 8 }.CopyTo(below.Span);
            kernels.MaximumPoolTangent(Window(image.Pointer), maximum.Pointer, Window(below.Pointer), 1, along.Pointer);
            Assert.Equal(6, along.Span[0]);
            image.Span[1] = double.NaN;
            kernels.MaximumPool(Window(image.Pointer), 1, maximum.Pointer);
            Assert.True(double.IsNaN(maximum.Span[0]));
        }
    }
}
