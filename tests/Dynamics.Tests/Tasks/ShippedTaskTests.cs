using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Tests.Tasks;

/// <summary>
/// The expected hashes were computed from the data files by a few lines of Python that follow the text of
/// <see cref="ContentHash"/>, not by this program.
/// </summary>
public sealed class ShippedTaskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static LearningTask Read(string name, int? train = null, int? test = null) =>
        TaskReader.Read(new TaskSpec(name, train, test), DataDirectory.Default);

    private static int[] ClassCounts(LabelledSamples samples) =>
        [.. samples.Labels.CountBy(label => label).OrderBy(c => c.Key).Select(c => c.Value)];

    private static double[] Row(LabelledSamples samples, int row)
    {
        var values = new double[samples.Inputs.Features];
        samples.Inputs.CopyRow(row, values);
        return values;
    }

    [Theory]
    [InlineData("mnist", 784, 10, 60000, 10000, "78542b1bc9a0c8265c4e6020f432c930543b365405d25ee9246d6a8147cc688a")]
    [InlineData("iris", 4, 3, 120, 30, "f8eaf08ba9340b1daae4a4f739b6ae291c8faa82f6251dfd04bf2a0df8a75e9c")]
    [InlineData("wine", 13, 3, 143, 35, "c15d9460a016f5204b1cc785cf01cc6a61db2c25d606a8b2a8588288db5e39e5")]
    [InlineData("breast-cancer", 30, 2, 456, 113, "84574031f6135383a503d328ac1eec07c52201664a9383953cb373b9e9e78678")]
    [InlineData("digits", 64, 10, 1437, 360, "0bbed2c42c93d238dc836c22f8b72b2f504f6660545422799a34550158189ad9")]
    public void Should_read_every_shipped_task(
        string name, int features, int classes, int train, int test, string contentHash)
    {
        var task = Read(name);

        Assert.Equal(name, task.Name);
        Assert.Equal(features, task.Features);
        Assert.Equal(features, task.Test.Inputs.Features);
        Assert.Equal(classes, task.Classes);
        Assert.Equal((train, test), (task.Train.Count, task.Test.Count));
        Assert.Equal((train, test), (task.Train.Inputs.Samples, task.Test.Inputs.Samples));
        Assert.Equal(contentHash, task.ContentHash);
    }

    [Fact]
    public void Should_read_mnist_as_pixels_over_255()
    {
        var task = Read("mnist");

        Assert.Equal([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949], ClassCounts(task.Train));
        Assert.Equal([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009], ClassCounts(task.Test));
        Assert.Equal(0.1912, task.Train.Inputs.CountNonZeros() / (60000.0 * 784), 4);
        Assert.Equal([5, 0, 4, 1, 9], task.Train.Labels[..5]);
        var inputs = Assert.IsType<CodedInputs>(task.Train.Inputs);
        Assert.Equal(Enumerable.Range(0, 256).Select(c => c / 255.0), inputs.Table);
        // The first stroke of the first training image, a 5: row 5, columns 12 to 14.
        Assert.Equal([0, 3 / 255.0, 18 / 255.0, 18 / 255.0], Row(task.Train, 0)[(5 * 28 + 11)..(5 * 28 + 15)]);
    }

    [Fact]
    public void Should_take_subsets_from_the_front_and_give_them_their_own_hash()
    {
        var whole = Read("mnist");
        var task = Read("mnist", 2000, 500);

        Assert.Equal((2000, 500, 10), (task.Train.Count, task.Test.Count, task.Classes));
        Assert.Equal(whole.Train.Labels[..2000], task.Train.Labels);
        Assert.Equal(Row(whole.Train, 1999), Row(task.Train, 1999));
        Assert.Equal(Row(whole.Test, 499), Row(task.Test, 499));
        Assert.Equal("a57c78a5e9bb3d57ccd7f9c498a7c2ef175e8a58509c44504eb357f27c834ca1", task.ContentHash);
        Assert.Equal(whole.ContentHash, Read("mnist", 60000, 10000).ContentHash);
    }

    [Fact]
    public void Should_leave_iris_raw_and_keep_every_fifth_row_for_the_test()
    {
        var task = Read("iris");

        Assert.Equal([40, 40, 40], ClassCounts(task.Train));
        Assert.Equal([10, 10, 10], ClassCounts(task.Test));
        Assert.Equal([5.1, 3.5, 1.4, 0.2], Row(task.Train, 0));
        Assert.Equal([5.0, 3.6, 1.4, 0.2], Row(task.Test, 0)); // row 4 of the file
        Assert.Equal([5.4, 3.9, 1.7, 0.4], Row(task.Train, 4)); // row 5
    }

    [Theory]
    [InlineData("wine")]
    [InlineData("breast-cancer")]
    public void Should_standardise_with_the_training_rows(string name)
    {
        var task = Read(name);
        var values = Assert.IsType<DenseInputs>(task.Train.Inputs).Values;

        for (var f = 0; f < task.Features; f++)
        {
            double[] column = [.. Enumerable.Range(0, task.Train.Count).Select(row => values[row * task.Features + f])];
            Assert.Equal(0, column.Average(), 12);
            Assert.Equal(1, column.Average(v => v * v), 12);
        }

        // The test rows are shifted by the training rows' moments, not by their own.
        Assert.NotEqual(0, Enumerable.Range(0, task.Test.Count).Average(row => Row(task.Test, row)[0]), 3);
    }

    [Fact]
    public void Should_standardise_a_subset_as_the_whole()
    {
        Assert.Equal(Row(Read("wine").Train, 3), Row(Read("wine", 60, 4).Train, 3));
        Assert.Equal(3, Read("wine", 10, 4).Classes);
    }

    [Fact]
    public void Should_read_digits_as_sixteenths()
    {
        var task = Read("digits");

        var inputs = Assert.IsType<CodedInputs>(task.Train.Inputs);
        Assert.Equal(256, inputs.Table.Length);
        Assert.Equal([0, 1 / 16.0, 1], new[] { inputs.Table[0], inputs.Table[1], inputs.Table[16] });
        Assert.Equal([0, 0, 5 / 16.0, 13 / 16.0], Row(task.Train, 0)[..4]);
        Assert.Equal([35, 36, 35, 37, 37, 37, 37, 36, 33, 37], ClassCounts(task.Test));
    }

    [Theory]
    [InlineData("mnist", "28x28x1")]
    [InlineData("digits", "8x8x1")]
    [InlineData("iris", "4")]
    public void Should_know_the_form_of_a_sample(string task, string shape) =>
        Assert.Equal(shape, Read(task, 20, 10).Shape.ToString());

    [Theory]
    [InlineData(0, 1, "train: 0")]
    [InlineData(-5, 1, "train: -5")]
    [InlineData(121, 1, "train: 121")]
    [InlineData(120, 31, "test: 31")]
    [InlineData(1, 0, "test: 0")]
    public void Should_refuse_a_subset_that_there_is_not(int train, int test, string named)
    {
        var error = Assert.Throws<TaskDataException>(() => Read("iris", train, test));

        Assert.Contains("iris", error.Message, StringComparison.Ordinal);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Contains(test == 31 || test == 0 ? "from 1 to 30" : "from 1 to 120", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("minst", "Did you mean mnist?")]
    [InlineData("breast_cancer", "Did you mean breast-cancer?")]
    [InlineData("Iris", "Did you mean iris?")]
    [InlineData("something-else", "Known tasks: mnist, iris, wine, breast-cancer, digits")]
    public void Should_list_the_known_tasks_and_suggest_the_nearest(string name, string expected)
    {
        var error = Assert.Throws<TaskDataException>(() => Read(name));

        Assert.Contains($"'{name}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(name != "something-else", error.Message.Contains("mean", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mnist", "train-labels-idx1-ubyte.gz")]
    [InlineData("wine", "wine_data.csv")]
    public void Should_name_a_missing_file_and_where_to_put_it(string name, string file)
    {
        var error = Assert.Throws<TaskDataException>(() => TaskReader.Read(new TaskSpec(name), _folder.Path));

        Assert.StartsWith(_folder.Path, error.Message, StringComparison.Ordinal);
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Contains("CHAOS_DATA", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("6,2,a,b", "'6,2'")]
    [InlineData("5,3,a,b", "'5,3'")]
    [InlineData("5,2,a,b,c", "5,2 and 2 class names")]
    [InlineData("", "no header")]
    public void Should_refuse_a_shipped_table_that_contradicts_its_first_line(string header, string named)
    {
        _folder.Write("iris.csv", $"{header}\n1,2,0\n1,2,1\n1,2,0\n1,2,1\n1,2,0\n");

        var error = Assert.Throws<TaskDataException>(() => TaskReader.Read(new TaskSpec("iris"), _folder.Path));

        Assert.Contains("iris.csv", error.Message, StringComparison.Ordinal);
        Assert.Contains(named.Trim('\''), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_refuse_digits_that_are_not_sixteenths()
    {
        var rows = Enumerable.Range(0, 1500).Select(i => i == 1441 ? "3,16.5,0" : $"0,16,{i % 10}");
        _folder.Write("digits.csv.gz", TemporaryFolder.Gzip(System.Text.Encoding.ASCII.GetBytes(string.Join('\n', rows))));

        var error = Assert.Throws<TaskDataException>(() => TaskReader.Read(new TaskSpec("digits"), _folder.Path));

        Assert.Contains("digits.csv.gz, line 1442", error.Message, StringComparison.Ordinal);
        Assert.Contains("16.5", error.Message, StringComparison.Ordinal);
    }
}
