using Chaos.Actors.Cli.PairFiles;
using PureHDF;

namespace Chaos.Actors.Cli.Tests.PairFiles;

public sealed class PairFileReadTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chaos-pair-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string name) => Path.Combine(_folder, name);

    // initial/<copy>/<k> of any type, as good as the fixtures unless changed.
    private string Write(Action<Dictionary<string, Dictionary<string, object>>> change, string root = "initial")
    {
        var copies = Fixtures.Parameters(2).Select((copy, c) => ($"{c}", Tensors: new Dictionary<string, object>
        {
            ["0"] = new H5Dataset(copy[0], fileDims: [3, 4]),
            ["1"] = copy[1],
            ["2"] = new H5Dataset(copy[2], fileDims: [2, 3]),
            ["3"] = copy[3],
        })).ToDictionary(copy => copy.Item1, copy => copy.Tensors);
        change(copies);
        var initial = new H5Group();
        foreach (var (name, tensors) in copies)
        {
            var group = new H5Group();
            foreach (var (k, tensor) in tensors) group[k] = tensor;
            initial[name] = group;
        }

        new H5File { [root] = initial }.Write(At("pair.h5"));
        return At("pair.h5");
    }

    private static void ShouldRefuse(string path, params string[] expected)
    {
        var message = Assert.Throws<PairFileException>(() => PairFile.ReadInitial(path, Fixtures.LayerSizes)).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.All(expected, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    /// <summary>As PureHDF indexes chunks; the trees of older formats are another matter.</summary>
    [Fact]
    public void Should_read_a_layer_in_chunks_of_few_values()
    {
        double[] weights = [.. Enumerable.Range(0, 64 * 784).Select(i => i + 0.5)];
        double[] others = [.. weights.Take(640)];
        H5Group Copy() => new()
        {
            ["0"] = new H5Dataset(weights, chunks: [1, 8], fileDims: [64, 784]),
            ["1"] = weights[..64],
            ["2"] = new H5Dataset(others, chunks: [1, 1], fileDims: [10, 64]),
            ["3"] = weights[..10],
        };
        new H5File { ["initial"] = new H5Group { ["0"] = Copy(), ["1"] = Copy() } }.Write(At("pair.h5"));

        var copies = PairFile.ReadInitial(At("pair.h5"), [784, 64, 10]).Copies;

        Assert.All(copies, copy => Assert.Equal(weights, copy[0]));
        Assert.All(copies, copy => Assert.Equal(others, copy[2]));
    }

    [Theory]
    [InlineData("little-endian.h5")]
    [InlineData("big-endian.h5")]
    [InlineData("chunked-gzip.h5")]
    [InlineData("big-endian-chunked-gzip.h5")]
    [InlineData("compact.h5")]
    [InlineData("big-endian-compact.h5")]
    [InlineData("latest-format.h5")]
    [InlineData("user-block.h5")]
    public void Should_read_what_h5py_writes(string name)
    {
        var initial = PairFile.ReadInitial(Fixtures.Path(name), Fixtures.LayerSizes);

        Assert.Equal(Fixtures.Parameters(2), initial.Copies);
        Assert.Equal([[3, 4], [3], [2, 3], [2]], initial.Shapes);
        Assert.Equal(initial.Shapes, PairFile.ReadInitial(Fixtures.Path(name)).Shapes);
    }

    [Fact]
    public void Should_refuse_fill_values_that_would_be_read_wrongly() =>
        ShouldRefuse(Fixtures.Path("big-endian-fill-value.h5"), "initial/0/0", "fill value");

    [Fact]
    public void Should_read_more_than_ten_copies_in_numerical_order()
    {
        var record = Fixtures.Record() with { Initial = Fixtures.Parameters(12) };
        PairFile.Write(At("pair.h5"), record);

        Assert.Equal(Fixtures.Parameters(12), PairFile.ReadInitial(At("pair.h5"), Fixtures.LayerSizes).Copies);
    }

    [Fact]
    public void Should_refuse_a_missing_file() => ShouldRefuse(At("nowhere.h5"), "no such file");

    [Theory]
    [InlineData("")]
    [InlineData("1,2,3\n4,5,6\n")]
    public void Should_refuse_what_is_not_hdf5(string content)
    {
        File.WriteAllText(At("table.csv"), content);

        ShouldRefuse(At("table.csv"), "not an HDF5 file", "initial/<copy>/<k>");
    }

    [Theory]
    [InlineData(100)]
    [InlineData(3000)]
    [InlineData(9000)]
    public void Should_refuse_a_truncated_file(int length)
    {
        File.WriteAllBytes(At("cut.h5"), File.ReadAllBytes(Fixtures.Path("chunked-gzip.h5"))[..length]);

        ShouldRefuse(At("cut.h5"), "damaged");
    }

    [Fact]
    public void Should_refuse_damaged_compressed_data()
    {
        var bytes = File.ReadAllBytes(Fixtures.Path("big-endian-chunked-gzip.h5"));
        var zlib = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x78, 0x5e]);
        Assert.True(zlib > 0);
        bytes[zlib + 4] ^= 0xff;
        File.WriteAllBytes(At("damaged.h5"), bytes);

        ShouldRefuse(At("damaged.h5"), "damaged");
    }

    [Fact]
    public void Should_refuse_a_file_without_initial_parameters() =>
        ShouldRefuse(Write(_ => { }, "start"), "no group initial", "initial/<copy>/<k>");

    [Fact]
    public void Should_read_tangents_and_refuse_those_that_are_not_orthonormal()
    {
        H5Group Vectors(params double[][] vectors)
        {
            var group = new H5Group();
            foreach (var (i, vector) in vectors.Index()) group[$"{i}"] = new H5Group { ["0"] = new H5Dataset(vector, fileDims: [1, 2]) };
            return group;
        }

        string Written(H5Group tangents)
        {
            new H5File { ["initial"] = Vectors([1, 2]), ["tangent"] = tangents }.Write(At("pair.h5"));
            return At("pair.h5");
        }

        void ShouldRefuse(H5Group tangents, string expected) => Assert.Contains(
            expected, Assert.Throws<PairFileException>(() => PairFile.ReadInitial(Written(tangents))).Message, StringComparison.Ordinal);

        Assert.Equal([[[0.6, 0.8]], [[0.8, -0.6]]], PairFile.ReadInitial(Written(Vectors([0.6, 0.8], [0.8, -0.6]))).Tangents);
        ShouldRefuse(Vectors([0.6, 0.8], [0.6, 0.8]), "tangent/1 and tangent/0 have the scalar product 1, expected 0");
        ShouldRefuse(Vectors([0.6, 0.9]), "tangent/0 and tangent/0 have the scalar product 1.17, expected 1");
        ShouldRefuse(
            new H5Group { ["0"] = new H5Group { ["0"] = new H5Dataset(new double[] { 1 }, fileDims: [1, 1]) } },
            "tangent/0/0: expected shape [1, 2], found [1, 1]");
    }

    [Fact]
    public void Should_refuse_copies_not_numbered_from_0()
    {
        ShouldRefuse(Write(copies => copies.Remove("0")), "initial has 1 members but none called 0", "found 1");
        ShouldRefuse(Write(copies => copies["reference"] = copies["1"]), "none called 2", "found 0, 1, reference");
        ShouldRefuse(Write(copies => copies.Clear()), "initial is empty");
    }

    [Fact]
    public void Should_refuse_tensors_not_numbered_from_0()
    {
        ShouldRefuse(Write(copies => copies["1"].Remove("0")), "initial/1 has 3 members but none called 0");
        ShouldRefuse(Write(copies => copies["1"]["2"] = new H5Group { ["a"] = 1.0 }), "initial/1/2 is not a dataset");
    }

    [Fact]
    public void Should_refuse_another_number_of_tensors() =>
        ShouldRefuse(
            Write(copies => copies["1"].Remove("3")), "initial/1 holds 3 parameter tensors", "expected 4", "[3, 4] [3] [2, 3] [2]");

    [Fact]
    public void Should_refuse_another_element_type()
    {
        ShouldRefuse(Write(copies => copies["0"]["1"] = new float[3]), "initial/0/1", "expected float64", "found float32");
        ShouldRefuse(Write(copies => copies["1"]["3"] = new long[2]), "initial/1/3", "expected float64", "found int64");
        ShouldRefuse(Write(copies => copies["1"]["3"] = new byte[2]), "initial/1/3", "expected float64", "found uint8");
        ShouldRefuse(Write(copies => copies["1"]["3"] = new[] { "a", "b" }), "initial/1/3", "expected float64");
    }

    [Fact]
    public void Should_refuse_another_shape()
    {
        ShouldRefuse(Write(copies => copies["1"]["1"] = new double[4]), "initial/1/1", "expected shape [3]", "found [4]");
        ShouldRefuse(
            Write(copies => copies["0"]["0"] = new double[4, 3]), "initial/0/0", "expected shape [3, 4]", "found [4, 3]", "transpose");
        ShouldRefuse(Write(copies => copies["0"]["3"] = 1.0), "initial/0/3", "shape []");
    }

    [Fact]
    public void Should_hold_all_copies_to_the_shapes_of_the_reference_when_no_network_is_given()
    {
        var path = Write(copies => copies["1"]["1"] = new double[4]);

        var message = Assert.Throws<PairFileException>(() => PairFile.ReadInitial(path)).Message;

        Assert.Contains("initial/1/1: expected shape [3], found [4]", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void Should_refuse_values_that_are_not_finite(double value) =>
        ShouldRefuse(
            Write(copies => copies["1"]["3"] = new[] { 1, value }), "initial/1/3", "expected finite values", "position 1");
}
