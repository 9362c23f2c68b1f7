using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Kernels.Reference;
using Chaos.Actors.Dynamics.Networks;

namespace Chaos.Actors.Dynamics.Tests.Kernels;

/// <summary>Products, activations, losses, steps and tangents.</summary>
public sealed unsafe class KernelTests : KernelComparison
{
    [Theory]
    [MemberData(nameof(Widths))]
    public void Should_add_dense_products(string width)
    {
        foreach (var (rows, inner, outputs) in new[]
                 {
                     (1, 1, 1), (2, 3, 10), (3, 7, 64), (7, 5, 100), (8, 64, 16), (9, 13, 37), (17, 2, 72), (5, 0, 9), (13, 4, 48),
                     (10, 30, 16), (11, 6, 8), (4, 120, 12), (6, 3, 3), (15, 9, 24),
                     (5, 130, 24), (10, 66, 32), (7, 64, 40), (10, 65, 56), (4, 129, 136), (4, 0, 40),
                 })
        {
            var stride = ParameterLayout.Padded(outputs);
            var left = Memory.Random(rows * inner, 1);
            var (right, initial) = (Memory.Random(inner * stride, 2), Memory.Random(rows * stride, 3));
            var row = Memory.Random(stride, 21);
            foreach (var a in new MatrixView[] { new(left.Pointer, rows, inner, inner), new(left.Pointer, rows, inner, 1, rows) })
                foreach (var taken in new[] { stride, stride / 16 * 8 }) // whole rows, and some columns of longer rows
                {
                    var b = new MatrixView(right.Pointer, inner, taken, stride);
                    MatrixView Taken(double* data) => new(data, rows, taken, stride);
                    AssertSame(width, initial, (kernels, output) =>
                        kernels.AddProduct(a, b, Taken(output), Taken(output)));
                    AssertSame(width, initial, (kernels, output) =>
                        kernels.AddProduct(a, b, MatrixView.Repeat(row.Pointer, rows, taken), Taken(output)));
                }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Should_add_dense_products_of_rows_of_different_lengths(string width)
    {
        foreach (var (rows, inner, columns, longer) in new[] { (5, 7, 8, 16), (9, 70, 40, 8), (4, 3, 16, 24) })
        {
            var (left, right) = (Memory.Random(rows * inner, 31), Memory.Random(inner * (columns + longer), 32));
            AssertSame(width, Memory.Random(rows * columns, 33), (kernels, output) => kernels.AddProduct(
                new MatrixView(left.Pointer, rows, inner, inner), new MatrixView(right.Pointer, inner, columns, columns + longer),
                new MatrixView(output, rows, columns, columns), new MatrixView(output, rows, columns, columns)));
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
            var table = Memory.Zeros(256);
            for (var c = 0; c < 256; c++) table.Span[c] = c / 255.0;
            var dense = Memory.Zeros(codes.Length);
            for (var i = 0; i < codes.Length; i++) dense.Span[i] = table.Span[codes[i]];
            var x = new MatrixView(dense.Pointer, samples, features, features);
            MatrixView Rows(double* data, int rows) => new(data, rows, stride, stride);

            var w = Rows(Memory.Random(features * stride, 5).Pointer, features);
            AssertEqualForms(width, Memory.Random(samples * stride, 6), (kernels, output) =>
            {
                var matrix = BlockedSparseMatrix.FromRows(codes, samples, features, rowTile: 24, columnTile: 13);
                fixed (ushort* entries = matrix.Entries)
                    for (var (tile, first) = (0, 0); first < samples; tile++, first += matrix.RowTile)
                        for (var block = 0; block < matrix.ColumnTiles; block++)
                            kernels.AddSparseProduct(
                                new SparseTile(matrix.RowsOf(tile, block), matrix.Starts(tile, block), entries, table.Pointer),
                                w.RowRange(13 * block, Math.Min(13, features - 13 * block)),
                                Rows(output, samples).RowRange(first, Math.Min(24, samples - first)));
            }, (kernels, output) => kernels.AddProduct(x, w, Rows(output, samples), Rows(output, samples)));

            var delta = Rows(Memory.Random(samples * stride, 7).Pointer, samples);
            AssertEqualForms(width, Memory.Random(features * stride, 8), (kernels, output) =>
            {
                var matrix = BlockedSparseMatrix.FromColumns(codes, samples, features, columnTile: 48);
                fixed (ushort* entries = matrix.Entries)
                    for (var block = 0; block < matrix.ColumnTiles; block++)
                        kernels.AddSparseProduct(
                            new SparseTile(matrix.RowsOf(0, block), matrix.Starts(0, block), entries, table.Pointer),
                            delta.RowRange(48 * block, Math.Min(48, samples - 48 * block)), Rows(output, features));
            }, (kernels, output) => kernels.AddProduct(
                x.Transposed, delta, Rows(output, features), Rows(output, features)));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Should_add_columns_and_transpose(string width)
    {
        var (row, b, square) = (Memory.Random(24, 10), Memory.Random(11 * 16, 18), Memory.Random(24 * 24, 19));
        foreach (var rows in new[] { 1, 6, 11 })
            AssertSame(width, Memory.Random(11, 20), (kernels, output) =>
                kernels.AddColumnSum(new MatrixView(b.Pointer, rows, 13, 16), output));
        foreach (var (rows, columns) in new[] { (7, 19), (8, 8), (16, 24), (9, 17), (1, 1), (17, 3) })
            AssertSame(width, Memory.Zeros(24 * 24), (kernels, output) => kernels.Transpose(
                new MatrixView(square.Pointer, rows, columns, 24), new MatrixView(output, columns, rows, 24)));
        AssertSame(width, Memory.Zeros(5 * 24), (kernels, output) =>
            kernels.FillRows(row.Pointer, new MatrixView(output, 5, 24, 24)));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Should_apply_activations_and_their_derivatives(string width)
    {
        foreach (var activation in Activation.All)
        {
            var z = Memory.Random(400, 11, scale: 4);
            new[] { 0, -0.0, 1e-310, -1e-310, 40, -40, 800, -800, double.NaN, double.PositiveInfinity, double.NegativeInfinity }
                .CopyTo(z.Span);
            var y = AssertSame(width, z, (kernels, output) => kernels.Activate(activation, output, output, z.Length));
            AssertSame(width, Memory.Zeros(400), (kernels, output) => kernels.Activate(activation, z.Pointer, output, z.Length));
            foreach (var stride in new[] { 8, 16, 40 })
            {
                MatrixView Rows(double* data) => new(data, 400 / stride, stride, stride);
                AssertSame(width, Memory.Random(400, 12), (kernels, output) => kernels.MultiplyBySlope(
                    activation, Rows(z.Pointer), Rows(y.Pointer), Rows(output), Memory.Zeros(stride).Pointer));
                AssertSame(width, Memory.Random(400, 12), (kernels, output) => kernels.MultiplyBySlope(
                    activation, Rows(z.Pointer), Rows(y.Pointer), Rows(output), null));
                AssertSame(width, Memory.Random(stride, 16), (kernels, output) => kernels.MultiplyBySlope(
                    activation, Rows(z.Pointer), Rows(y.Pointer), Rows(Memory.Random(400, 12).Pointer), output));
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
            var logits = Memory.Random(classes * stride, 13, scale: 30);
            logits.Span[0] = 1e300;
            logits.Span[stride] = 1e300; // a tie
            if (samples > 2) logits.Span[2] = double.NaN;
            var labels = Memory.Zeros(ParameterLayout.Padded(samples));
            labels.Span.Fill(-1);
            for (var s = 0; s < samples; s++) labels.Span[s] = s * 7 % classes;
            MatrixView Classes(double* data) => new(data, classes, samples, stride);

            var losses = Memory.Zeros(ParameterLayout.Padded(samples));
            AssertSame(width, logits, (kernels, output) =>
            {
                kernels.SoftmaxCrossEntropy(Classes(output), labels.Pointer, losses.Pointer);
                for (var k = 0; k < classes; k++) // what lies behind the samples means nothing
                    new Span<double>(output + k * stride + samples, stride - samples).Clear();
            });
            AssertSame(
                width, losses,
                (kernels, output) => kernels.SoftmaxCrossEntropy(
                    Classes(Memory.Copy(logits).Pointer), labels.Pointer, output),
                samples);
            AssertSame(width, logits, (kernels, output) =>
            {
                kernels.SquaredError(Classes(output), labels.Pointer, losses.Pointer);
                for (var k = 0; k < classes; k++)
                    new Span<double>(output + k * stride + samples, stride - samples).Clear();
            });
            AssertSame(
                width, losses,
                (kernels, output) => kernels.SquaredError(Classes(Memory.Copy(logits).Pointer), labels.Pointer, output), samples);
            var targets = Memory.Random(classes * stride, 17, scale: 30);
            AssertSame(width, logits, (kernels, output) =>
            {
                kernels.SquaredDistance(Classes(output), Classes(targets.Pointer), losses.Pointer);
                for (var k = 0; k < classes; k++)
                    new Span<double>(output + k * stride + samples, stride - samples).Clear();
            });
            AssertSame(
                width, losses,
                (kernels, output) => kernels.SquaredDistance(Classes(Memory.Copy(logits).Pointer), Classes(targets.Pointer), output), samples);
            Assert.Equal(
                Reference.CountCorrect(Classes(logits.Pointer), labels.Pointer),
                Named(width).CountCorrect(Classes(logits.Pointer), labels.Pointer));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Should_compare_logits(string width)
    {
        foreach (var (samples, classes) in new[] { (1, 1), (5, 2), (63, 3), (64, 10), (65, 10), (130, 17) })
        {
            var (near, far) = (ParameterLayout.Padded(samples), ParameterLayout.Padded(samples) + 8);
            var (one, other) = (Memory.Random(classes * near, 61), Memory.Random(classes * far, 62));
            if (samples > 4)
            {
                one.Span[0] = one.Span[(classes - 1) * near] = 1e300; // a tie, against a NaN
                other.Span[0] = double.NaN;
                for (var k = 0; k < classes; k++) other.Span[k * far + 4] = one.Span[k * near + 4]; // no distance at all
            }

            MatrixView a = new(one.Pointer, classes, samples, near), b = new(other.Pointer, classes, samples, far);
            var unused = Memory.Zeros(near);
            AssertSame(width, Memory.Zeros(near), (kernels, output) => kernels.CompareLogits(a, b, output, unused.Pointer), samples);
            var different = AssertSame(
                width, Memory.Zeros(near), (kernels, output) => kernels.CompareLogits(a, b, unused.Pointer, output), samples);
            Assert.True(classes == 1 || samples < 63 || (different.Span[..samples].Contains(0) && different.Span[..samples].Contains(1)));
        }
    }

    [Fact]
    public void Should_have_losses_and_gradients_of_the_definition()
    {
        var (logits, losses, labels) = (Memory.Zeros(3 * 8), Memory.Zeros(8), Memory.Zeros(8));
        (logits.Span[0], logits.Span[8], logits.Span[16]) = (1, -2, 0.5);
        labels.Span[0] = 2;
        Reference.SoftmaxCrossEntropy(new MatrixView(logits.Pointer, 3, 1, 8), labels.Pointer, losses.Pointer);
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
        var (g, w) = (Memory.Random(808, 14), Memory.Random(808, 15));
        foreach (var l2 in new[] { 0, 0.01 })
        {
            AssertSame(width, w, (kernels, output) => kernels.Step(output, g.Pointer, 808, 2.5, l2, 1437));
            AssertSame(width, w, (kernels, output) =>
                kernels.StepWithMomentum(output, Memory.Random(808, 16).Pointer, g.Pointer, 808, 2.5, l2, 0.9, 1437));
            AssertSame(width, Memory.Random(808, 16), (kernels, output) =>
                kernels.StepWithMomentum(Memory.Copy(w).Pointer, output, g.Pointer, 808, 2.5, l2, 0.9, 1437));
        }

        Assert.Equal(
            BitConverter.DoubleToInt64Bits(Reference.Distance(w.Pointer, g.Pointer, 808)),
            BitConverter.DoubleToInt64Bits(Named(width).Distance(w.Pointer, g.Pointer, 808)));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Should_carry_tangents_through_activations(string width)
    {
        foreach (var activation in Activation.All)
        {
            var (z, y, delta) = (Memory.Random(400, 41, scale: 4), Memory.Random(400, 42), Memory.Random(400, 43));
            new[] { 0, -0.0, 40, -40, 800, -800, double.NaN, double.PositiveInfinity }.CopyTo(z.Span);
            Reference.Activate(activation, z.Pointer, y.Pointer, 400);
            AssertSame(width, Memory.Zeros(800), (kernels, output) =>
                kernels.Bend(activation, z.Pointer, y.Pointer, delta.Pointer, output, output + 400, 400));
        }

        // One of three tangents that stand side by side.
        foreach (var (rows, stride) in new[] { (1, 8), (5, 24), (13, 40) })
        {
            MatrixView Side(double* data) => new MatrixView(data, rows, 3 * stride, 3 * stride).ColumnRange(stride, stride);
            MatrixView One(double* data) => new(data, rows, stride, stride);
            var (slopes, bends) = (Memory.Random(rows * stride, 44), Memory.Random(rows * stride, 45));
            var (z, sums) = (Memory.Random(rows * 3 * stride, 46), Memory.Random(stride, 47));
            AssertSame(width, Memory.Random(rows * 3 * stride, 48), (kernels, output) =>
                kernels.Multiply(One(slopes.Pointer), Side(z.Pointer), Side(output)));
            AssertSame(width, Memory.Random(rows * 3 * stride, 48), (kernels, output) =>
                kernels.BendDeltas(One(slopes.Pointer), One(bends.Pointer), Side(z.Pointer), Side(output), null));
            AssertSame(width, sums, (kernels, output) => kernels.BendDeltas(
                One(slopes.Pointer), One(bends.Pointer), Side(z.Pointer),
                Side(Memory.Random(rows * 3 * stride, 48).Pointer), output));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Should_carry_tangents_through_the_softmax(string width)
    {
        foreach (var (samples, classes) in new[] { (1, 2), (63, 3), (65, 10), (130, 17) })
        {
            var stride = ParameterLayout.Padded(samples) + 8;
            var labels = Memory.Zeros(ParameterLayout.Padded(samples));
            labels.Span.Fill(-1);
            for (var s = 0; s < samples; s++) labels.Span[s] = s * 7 % classes;
            var derivatives = Memory.Random(classes * stride, 49);
            MatrixView Classes(double* data) => new(data, classes, samples, stride);
            AssertSame(width, Memory.Random(classes * stride, 50), (kernels, output) =>
            {
                kernels.SoftmaxTangent(Classes(derivatives.Pointer), labels.Pointer, Classes(output));
                for (var k = 0; k < classes; k++) // what lies behind the samples means nothing
                    new Span<double>(output + k * stride + samples, stride - samples).Clear();
            });
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Should_combine_vectors(string width)
    {
        var (v, w) = (Memory.Random(808, 51), Memory.Random(808, 52));
        foreach (var l2 in new[] { 0, 0.01 })
            AssertSame(width, w, (kernels, output) => kernels.Average(output, v.Pointer, 808, l2, 1437));
        AssertSame(width, w, (kernels, output) => kernels.AddMultiple(-0.3, v.Pointer, output, 808));
        AssertSame(width, w, (kernels, output) => kernels.Divide(output, 0.7, 808));
        AssertSame(width, Memory.Zeros(1), (kernels, output) => *output = kernels.Dot(v.Pointer, w.Pointer, 808));
    }
}
