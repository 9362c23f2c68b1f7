using System.Reflection;
using Chaos.Actors.Cli.Outputs;
using Chaos.Actors.Cli.PairFiles;
using Chaos.Actors.Dynamics;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using PureHDF;

namespace Chaos.Actors.Cli.Tests.PairFiles;

public sealed class PairFileWriteTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chaos-pair-").FullName;

    private string Pair => Path.Combine(_folder, "pair.h5");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void ShouldHold(IH5Group file, string name, ulong[] shape, double[] values)
    {
        var dataset = file.Dataset(name);
        Assert.Equal(shape, dataset.Space.Dimensions);
        Assert.Equal(values, dataset.Read<double[]>());
    }

    [Fact]
    public void Should_write_parameters_and_series_in_the_documented_shapes()
    {
        var record = Fixtures.Record();

        PairFile.Write(Pair, record);

        using var file = H5File.OpenRead(Pair);
        for (var copy = 0; copy < 2; copy++)
        {
            ShouldHold(file, $"initial/{copy}/0", [3, 4], record.Initial[copy][0]);
            ShouldHold(file, $"initial/{copy}/1", [3], record.Initial[copy][1]);
            ShouldHold(file, $"final/{copy}/2", [2, 3], record.Final[copy][2]);
            ShouldHold(file, $"final/{copy}/3", [2], record.Final[copy][3]);
        }

        ShouldHold(file, "loss", [2, 3], [0.5, 0.25, 0.125, 0.75, 0.375, 0.1875]);
        ShouldHold(file, "accuracy", [4], [0, 0.5, 0.5, 1]);
        ShouldHold(file, "distance", [1, 4], [1e-8, 2e-8, 3e-8, 4e-8]);
        Assert.Equal(record.Initial, PairFile.ReadInitial(Pair, Fixtures.LayerSizes).Copies);
    }

    [Fact]
    public void Should_write_the_whole_specification_as_attributes()
    {
        var record = Fixtures.Record() with { InitialFile = "start.h5" };

        PairFile.Write(Pair, record);

        using var file = H5File.OpenRead(Pair);
        void Text(string name, string value) => Assert.Equal(value, file.Attribute(name).Read<string>());
        void Whole(string name, int value) => Assert.Equal(value, file.Attribute(name).Read<int>());
        void Real(string name, double value) => Assert.Equal(value, file.Attribute(name).Read<double>());
        Text("task", "flowers");
        Text("task_content_hash", "abc123");
        Whole("train", 3);
        Whole("test", 2);
        Whole("features", 4);
        Whole("classes", 2);
        Assert.Equal([3], file.Attribute("hidden").Read<int[]>());
        Text("activation", "tanh");
        Text("initialisation", "normal");
        Real("eta", 0.1);
        Real("l2", 1e-4);
        Real("epsilon", 1e-8);
        Whole("perturbations", 1);
        Whole("epochs", 3);
        Assert.Equal(ulong.MaxValue, file.Attribute("seed").Read<ulong>());
        Whole("format_version", 1);
        Whole("numerics_version", NumericsVersion.Current);
        Text("program_version", "1.2.3");
        Text("digest", record.Series.Digest());
        Text("initial_file", "start.h5");
        Text("train_csv", "data/ünïcode.csv");
        Whole("standardise", 1);
        Assert.False(file.AttributeExists("test_csv"));
        Assert.False(file.AttributeExists("diverged_at"));
    }

    [Fact]
    public void Should_write_what_an_item_observes_under_its_name()
    {
        var record = Fixtures.Record();
        record = record with
        {
            Spec = record.Spec with { Observe = [Observable.TestLoss] },
            Series = record.Series with { Observed = [new NamedSeries("testLoss", [[3, 2, 1, 0.5]])] },
        };

        PairFile.Write(Pair, record);

        using var file = H5File.OpenRead(Pair);
        ShouldHold(file, "testLoss", [4], [3, 2, 1, 0.5]);
        Assert.Equal(("test-loss", record.Series.Digest()), (file.Attribute("observe").Read<string>(), file.Attribute("digest").Read<string>()));
    }

    [Fact]
    public void Should_write_the_shorter_series_of_a_divergent_group()
    {
        var record = Fixtures.Record() with
        {
            Series = new PairGroupSeries([[0.5, double.NaN], [0.5, 1]], [0.5, 0.25], [[1e-8, double.PositiveInfinity]], 1),
            TaskSpec = new TaskSpec("x", Files: new IdxFiles("a", "b", "c", "d")),
        };

        PairFile.Write(Pair, record);

        using var file = H5File.OpenRead(Pair);
        ShouldHold(file, "loss", [2, 2], [0.5, double.NaN, 0.5, 1]);
        ShouldHold(file, "accuracy", [2], [0.5, 0.25]);
        ShouldHold(file, "distance", [1, 2], [1e-8, double.PositiveInfinity]);
        Assert.Equal(1, file.Attribute("diverged_at").Read<int>());
        Assert.Equal(
            ["a", "b", "c", "d"],
            new[] { "train_images", "train_labels", "test_images", "test_labels" }.Select(n => file.Attribute(n).Read<string>()));
    }

    [Fact]
    public void Should_write_a_network_without_hidden_layers()
    {
        double[][][] copies = [[new double[8], new double[2]], [new double[8], new double[2]]];
        var record = Fixtures.Record();

        PairFile.Write(Pair, record with
        {
            Spec = record.Spec with { Architecture = new Architecture([], Activation.Relu, Initialisation.He) },
            Initial = copies,
            Final = copies,
        });

        Assert.Equal([[2, 4], [2]], PairFile.ReadInitial(Pair, [4, 2]).Shapes);
        using var file = H5File.OpenRead(Pair);
        Assert.Empty(file.Attribute("hidden").Read<int[]>());
    }

    [Fact]
    public void Should_replace_a_file_and_leave_nothing_else_behind()
    {
        File.WriteAllText(Pair, "old");

        PairFile.Write(Pair, Fixtures.Record());

        Assert.Equal(2, PairFile.ReadInitial(Pair).Copies.Count);
        Assert.Equal([Pair], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Should_keep_the_old_file_when_writing_fails()
    {
        File.WriteAllText(Pair, "old");

        Assert.ThrowsAny<Exception>(() => PairFile.Write(Pair, Fixtures.Record() with { Final = [[[1]]] }));

        Assert.Equal("old", File.ReadAllText(Pair));
        Assert.Equal([Pair], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Should_say_that_the_disk_is_full_and_leave_nothing_behind()
    {
        // What a full disk looks like through PureHDF.
        var full = new TargetInvocationException(new IOException("No space left on device."));

        var error = Assert.Throws<OutputException>(() => OutputFile.Write(Pair, stream =>
        {
            stream.WriteByte(1);
            throw full;
        }));

        Assert.Contains($"{Pair}: cannot be written: No space left on device;", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Should_say_before_and_after_that_a_place_cannot_be_written()
    {
        var nowhere = Path.Combine(_folder, "missing", "pair.h5");

        Assert.Contains(nowhere, Assert.Throws<OutputException>(() => OutputFile.Check(nowhere)).Message);
        Assert.Contains(nowhere, Assert.Throws<OutputException>(() => PairFile.Write(nowhere, Fixtures.Record())).Message);
        Assert.Throws<OutputException>(() => OutputFile.Check(_folder));
        Assert.Throws<OutputException>(() => PairFile.Write(_folder, Fixtures.Record()));
        OutputFile.Check(Pair);
        Assert.Empty(Directory.GetFiles(_folder));
    }
}
