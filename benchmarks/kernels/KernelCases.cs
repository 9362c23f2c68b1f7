using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Benchmarks.Kernels;

/// <summary>The products of a training epoch at the shapes of the tiles that training passes.</summary>
internal static unsafe class KernelCases
{
    private const int SparseTile = 192; // as SparseInputs lays MNIST out
    private const int FeaturesPerBlock = 61;
    private const int SamplesPerBlock = 48;
    private static readonly int[] Hidden = [24, 37, 40, 48, 56, 64, 100, 128];
    private static readonly IKernels Kernels = KernelSelection.Best;

    public static KernelCase Peak { get; } = new(
        "registers only", "peak", PeakFma.Count, () => Simd.Run<PeakFma, double>(Simd.Best, default));

    public static IReadOnlyList<KernelCase> All { get; } =
    [
        Peak,
        .. new[] { 64, 100, 128 }.SelectMany(hidden => Dense("dense inputs", 96, 3072, hidden)),
        .. Hidden.SelectMany(hidden => Dense("hidden layer", SparseTile, hidden, hidden)),
        .. Hidden.Select(Delta),
        .. Hidden.SelectMany(Sparse),
    ];

    private static KernelCase[] Dense(string name, int samples, int inputs, int outputs)
    {
        var (stride, width) = (ParameterLayout.Padded(outputs), ParameterLayout.Padded(inputs));
        var (x, w, z) = (Random(samples * width), Random(inputs * stride), Random(samples * stride));
        var (shape, fmas) = ($"{samples} × {inputs} × {outputs}", (double)samples * inputs * outputs);
        MatrixView X() => new(x.Pointer, samples, inputs, width);
        MatrixView W() => new(w.Pointer, inputs, stride, stride);
        MatrixView Z() => new(z.Pointer, samples, stride, stride);
        return
        [
            new($"{name}, forward", shape, fmas, () => Kernels.AddProduct(X(), W(), Z(), Z())),
            new($"{name}, gradient", shape, fmas, () => Kernels.AddProduct(X().Transposed, Z(), W(), W())),
        ];
    }

    private static KernelCase Delta(int hidden)
    {
        var (stride, classes, classStride) = (ParameterLayout.Padded(hidden), 10, ParameterLayout.Padded(10));
        var (delta, w, below) = (Random(SparseTile * classStride), Random(classes * stride), Random(SparseTile * stride));
        return new(
            "output layer, delta", $"{SparseTile} × {classes} × {hidden}", (double)SparseTile * classes * hidden,
            () => Kernels.AddProduct(
                new MatrixView(delta.Pointer, SparseTile, classes, classStride), new MatrixView(w.Pointer, classes, stride, stride),
                new MatrixView(below.Pointer, SparseTile, stride, stride), new MatrixView(below.Pointer, SparseTile, stride, stride)));
    }

    private static KernelCase[] Sparse(int hidden)
    {
        const int tiles = 30;
        var mnist = (CodedInputs)TaskReader.Read(new TaskSpec("mnist"), DataDirectory.Default).Train.Inputs;
        var (samples, features, stride) = (tiles * SparseTile, mnist.Features, ParameterLayout.Padded(hidden));
        var codes = mnist.Codes.AsSpan(0, samples * features).ToArray();
        var rows = BlockedSparseMatrix.FromRows(codes, samples, features, SparseTile, FeaturesPerBlock);
        var columns = BlockedSparseMatrix.FromColumns(codes, samples, features, SamplesPerBlock);
        var table = new AlignedBuffer(256);
        mnist.Table.CopyTo(table.Span);
        var (w, z) = (Random(features * stride), Random(SparseTile * stride));
        var (shape, fmas) = ($"{samples} × {features} × {hidden}", (double)rows.Entries.Length * hidden);
        return
        [
            new("MNIST, forward", shape, fmas, () =>
            {
                fixed (ushort* entries = rows.Entries)
                    for (var tile = 0; tile < tiles; tile++)
                        for (var block = 0; block < rows.ColumnTiles; block++)
                            Kernels.AddSparseProduct(
                                new SparseTile(rows.RowsOf(tile, block), rows.Starts(tile, block), entries, table.Pointer),
                                new MatrixView(w.Pointer + block * FeaturesPerBlock * stride, FeaturesPerBlock, stride, stride),
                                new MatrixView(z.Pointer, SparseTile, stride, stride));
            }),
            new("MNIST, gradient", shape, fmas, () =>
            {
                fixed (ushort* entries = columns.Entries)
                    for (var block = 0; block < columns.ColumnTiles; block++)
                        Kernels.AddSparseProduct(
                            new SparseTile(columns.RowsOf(0, block), columns.Starts(0, block), entries, table.Pointer),
                            new MatrixView(
                                z.Pointer + block * SamplesPerBlock % SparseTile * stride, SamplesPerBlock, stride, stride),
                            new MatrixView(w.Pointer, features, stride, stride));
            }),
        ];
    }

    private static AlignedBuffer Random(int length)
    {
        var (buffer, random) = (new AlignedBuffer(length), new Random(length));
        foreach (ref var value in buffer.Span) value = 2e-3 * random.NextDouble() - 1e-3; // repeated calls stay finite
        return buffer;
    }
}
