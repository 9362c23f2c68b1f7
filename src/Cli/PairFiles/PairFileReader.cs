using System.Globalization;
using System.Runtime.ExceptionServices;
using PureHDF;

namespace Chaos.Actors.Cli.PairFiles;

/// <summary>Reads the initial parameters out of an HDF5 file that somebody else may have written.</summary>
internal sealed class PairFileReader
{
    private const string Wanted =
        "Expected initial/<copy>/<k>, copies numbered 0 (the reference), 1, …, tensors 0, 1, … from the input on, a bias after its weight";

    // Deflate cannot compress by more than this; chunks that were never written take nothing.
    private const long MostExpansion = 1032;
    private const long AlwaysAllowed = 1 << 20;

    // Far above what rounding leaves of it, far below what a forgotten normalisation does.
    private const double Orthonormality = 1e-6;

    private const int StackSize = 1 << 19;

    private readonly string _path;
    private readonly Hdf5Source _source;

    private PairFileReader(string path, Hdf5Source source) => (_path, _source) = (path, source);

    /// <summary>
    /// On a thread of its own: what leads in a circle is followed to the end of the stack, and this one is short.
    /// </summary>
    public static InitialParameters Read(string path, IReadOnlyList<int>? layerSizes)
    {
        InitialParameters? parameters = null;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    parameters = ReadHere(path, layerSizes);
                }
                catch (Exception e)
                {
                    failure = ExceptionDispatchInfo.Capture(e);
                }
            },
            StackSize);
        thread.Start();
        thread.Join();
        failure?.Throw();
        return parameters!;
    }

    private static InitialParameters ReadHere(string path, IReadOnlyList<int>? layerSizes)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            using var source = Hdf5Source.Open(stream)
                ?? throw new PairFileException($"{path}: not an HDF5 file: its signature was not found. {Wanted}.");
            return new PairFileReader(path, source).Read(layerSizes);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PairFileException($"{path}: there is no such file. Check the path.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new PairFileException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    private InitialParameters Read(IReadOnlyList<int>? layerSizes)
    {
        try
        {
            using var file = H5File.Open(_source, leaveOpen: true);
            var parameters = Read(file, layerSizes is null ? null : ParameterShapes.Of(layerSizes));
            // PureHDF may have gone on without what it was not given.
            _source.ThrowIfSpent();
            return parameters;
        }
        catch (Exception e) when (e is not PairFileException)
        {
            // PureHDF reports damage with whatever the damage happens to trip over.
            throw new PairFileException(
                $"{_path}: the HDF5 file is damaged or uses a feature that cannot be read: {e.Message} " +
                "Write it again, for example with h5py's default settings.", e);
        }
    }

    private InitialParameters Read(IH5Group root, int[][]? shapes)
    {
        var copies = Vectors(root, "initial") ?? throw new PairFileException($"{_path}: there is no group initial. {Wanted}.");
        shapes ??= [.. copies[0].Select((dataset, k) => Shape(dataset, $"initial/0/{k}"))];
        var initial = Values(copies, "initial", shapes);
        var tangents = Vectors(root, "tangent") is { } vectors ? Values(vectors, "tangent", shapes) : [];
        CheckOrthonormal(tangents);
        return new InitialParameters(initial, shapes) { Tangents = tangents };
    }

    // The datasets <name>/<i>/<k>, or null where there is nothing of that name.
    private IH5Dataset[][]? Vectors(IH5Group root, string name)
    {
        if (Hdf5Links.Members(root).FirstOrDefault(member => member.Name == name) is not { } member) return null;
        RefuseUnresolved(member, name);
        if (member is not IH5Group group) throw new PairFileException($"{_path}: there is no group {name}. {Wanted}.");
        return [.. Numbered<IH5Group>(group, name, "group")
            .Select((vector, i) => Numbered<IH5Dataset>(vector, $"{name}/{i}", "dataset"))];
    }

    private double[][][] Values(IH5Dataset[][] vectors, string name, int[][] shapes)
    {
        for (var i = 0; i < vectors.Length; i++) CheckShapes(vectors[i], $"{name}/{i}", shapes);
        return [.. vectors.Select((tensors, i) => tensors.Select((dataset, k) => Values(dataset, $"{name}/{i}/{k}")).ToArray())];
    }

    // What they grow by in the first step would be measured wrongly otherwise.
    private void CheckOrthonormal(double[][][] tangents)
    {
        for (var i = 0; i < tangents.Length; i++)
            for (var j = 0; j <= i; j++)
            {
                var (product, expected) = (Product(tangents[i], tangents[j]), i == j ? 1 : 0);
                if (Math.Abs(product - expected) <= Orthonormality) continue;
                throw new PairFileException(string.Create(CultureInfo.InvariantCulture,
                    $"{_path}: tangent/{i} and tangent/{j} have the scalar product {product:G6}, expected {expected}: tangent vectors are orthonormal."));
            }
    }

    private static double Product(double[][] a, double[][] b)
    {
        var sum = 0.0;
        for (var k = 0; k < a.Length; k++)
            for (var e = 0; e < a[k].Length; e++) sum += a[k][e] * b[k][e];
        return sum;
    }

    // The children of a group, which must be called 0, 1, … and nothing else.
    private T[] Numbered<T>(IH5Group group, string name, string kind) where T : class
    {
        var children = new Dictionary<string, IH5Object>(StringComparer.Ordinal);
        foreach (var member in Hdf5Links.Members(group))
        {
            RefuseUnresolved(member, $"{name}/{member.Name}");
            if (!children.TryAdd(member.Name, member))
                throw new PairFileException($"{_path}: {name}/{member.Name} is there twice: the file is damaged. Write it again.");
        }
        if (children.Count == 0) throw new PairFileException($"{_path}: {name} is empty. {Wanted}.");
        var ordered = new T[children.Count];
        for (var i = 0; i < ordered.Length; i++)
        {
            var number = i.ToString(CultureInfo.InvariantCulture);
            if (!children.TryGetValue(number, out var child))
            {
                var found = string.Join(", ", children.Keys.Order(StringComparer.Ordinal).Take(20));
                throw new PairFileException($"{_path}: {name} has {children.Count} members but none called {number}: " +
                    $"found {found}. {Wanted}.");
            }

            ordered[i] = child as T
                ?? throw new PairFileException($"{_path}: {name}/{number} is not a {kind}. {Wanted}.");
        }

        return ordered;
    }

    private void RefuseUnresolved(IH5Object member, string name)
    {
        if (member is not IH5UnresolvedLink) return;
        throw new PairFileException(
            $"{_path}: {name} is a link that leads nowhere, in a circle or to another file. Copy what it stands for into this file.");
    }

    private void CheckShapes(IH5Dataset[] tensors, string name, int[][] shapes)
    {
        if (tensors.Length != shapes.Length)
        {
            throw new PairFileException(
                $"{_path}: {name} holds {tensors.Length} parameter tensors, expected {shapes.Length} of shapes " +
                $"{string.Join(" ", shapes.Select(ParameterShapes.Show))}. Give the network the file was made for.");
        }

        for (var k = 0; k < shapes.Length; k++)
        {
            var found = Shape(tensors[k], $"{name}/{k}");
            if (found.AsSpan().SequenceEqual(shapes[k])) continue;
            var transposed = found.Reverse().SequenceEqual(shapes[k]) ? " Weights are row-major [out, in]: transpose it." : "";
            throw new PairFileException(
                $"{_path}: {name}/{k}: expected shape {ParameterShapes.Show(shapes[k])}, found " +
                $"{ParameterShapes.Show(found)}.{transposed}");
        }
    }

    private int[] Shape(IH5Dataset dataset, string name)
    {
        var sizes = dataset.Space.Dimensions;
        var bytes = sizes.Aggregate((UInt128)sizeof(double), (total, size) => total > int.MaxValue ? total : total * size);
        if (sizes.Length > 0 && bytes > 0 && bytes <= (UInt128)Array.MaxLength)
        {
            if ((long)bytes <= _source.Length * MostExpansion + AlwaysAllowed) return [.. sizes.Select(size => (int)size)];
            throw new PairFileException(
                $"{_path}: {name}: shape {ParameterShapes.Show(sizes)} takes {bytes} bytes, more than this file of "
                + $"{_source.Length} bytes can hold. Write it again with all its data.");
        }
        throw new PairFileException(
            $"{_path}: {name}: shape {ParameterShapes.Show(sizes)} is not that of a parameter tensor of at most 2 GiB. {Wanted}.");
    }

    private double[] Values(IH5Dataset dataset, string name)
    {
        if (Float64Order.IsBigEndian(dataset) is not { } bigEndian)
        {
            throw new PairFileException($"{_path}: {name}: expected float64, found {Describe(dataset.Type)}. " +
                "A rounded perturbation would be another experiment, so nothing is converted: write it as float64.");
        }

        CheckLayout(dataset, name, bigEndian);
        var values = Float64Order.Read(dataset, bigEndian);
        var odd = Array.FindIndex(values, value => !double.IsFinite(value));
        if (odd < 0) return values;
        throw new PairFileException(string.Create(CultureInfo.InvariantCulture,
            $"{_path}: {name}: expected finite values, found {values[odd]} at position {odd} (row-major, from 0)."));
    }

    private void CheckLayout(IH5Dataset dataset, string name, bool bigEndian)
    {
        var layout = dataset.Layout.Class;
        if (layout is not (H5DataLayoutClass.Compact or H5DataLayoutClass.Contiguous or H5DataLayoutClass.Chunked))
        {
            throw new PairFileException($"{_path}: {name}: {layout} storage refers to other files and cannot be read. " +
                "Copy the data into the dataset itself.");
        }

        // PureHDF fills chunks that were never written byte by byte when it is asked for bytes.
        if (bigEndian && layout == H5DataLayoutClass.Chunked && dataset.FillValue.Value is { } fill && fill.Any(b => b != 0))
        {
            throw new PairFileException($"{_path}: {name}: chunked big-endian data with a fill value other than 0 cannot be " +
                "read. Write it little-endian or without a fill value.");
        }
    }

    private static string Describe(IH5DataType type) => type.Class switch
    {
        H5DataTypeClass.FloatingPoint when type.Size == sizeof(double) => "a 64-bit format other than IEEE 754",
        H5DataTypeClass.FloatingPoint => $"float{8 * type.Size}",
        H5DataTypeClass.FixedPoint => $"{(type.FixedPoint.IsSigned ? "int" : "uint")}{8 * type.Size}",
        var other => other.ToString(),
    };
}
