using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Tests.Tasks;

/// <summary>What a table is taken for: headers, classes and columns that would be wrong without a word.</summary>
public sealed class CsvMeaningTests : IDisposable
{
    private static readonly string[] Insects = ["ant", "bee", "cat"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private LearningTask Read(string train, string? test = null) => TaskReader.Read(
        new TaskSpec("mine", Files: new CsvFiles(
            _folder.Write("train.csv", train), test is null ? null : _folder.Write("test.csv", test))), "unused");

    // 30 rows such as 3.25,-4.5,ant.
    private static string Rows(Func<int, string> label, string before = "") =>
        string.Concat(Enumerable.Range(0, 30).Select(i => FormattableString.Invariant($"{before}{i + 0.25},{-i - 0.5},{label(i)}\n")));

    private static string Named(string before = "") => Rows(i => Insects[i % 3], before);

    private void ShouldRefuse(Action read, string where, params string[] expected)
    {
        var message = Assert.Throws<TaskDataException>(read).Message;
        Assert.StartsWith(_folder.At(where), message, StringComparison.Ordinal);
        Assert.All(expected, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    private static void ShouldWarn(LearningTask task, params string[] expected)
    {
        var warning = Assert.Single(task.Warnings);
        Assert.All(expected, part => Assert.Contains(part, warning, StringComparison.Ordinal));
    }

    [Fact]
    public void Should_count_number_labels_by_their_value()
    {
        string[][] spellings = [["0", "00", "0.0", "+0", "-0", "0e0"], ["1", "01", "1.0", "1e0", "+1", "1"], ["2", "02", "2.0", "2e0", "0002", "2"]];
        var task = Read(Rows(i => spellings[i % 3][i / 3 % 6]));
        var plain = Read(Rows(i => (i % 3).ToString(System.Globalization.CultureInfo.InvariantCulture)));

        Assert.Equal(["0", "1", "2"], task.ClassNames);
        Assert.Equal(3, task.Classes);
        Assert.Equal(plain.ContentHash, task.ContentHash);
        Assert.Empty(task.Warnings);
        ShouldRefuse(() => Read(Rows(i => i % 2 == 0 ? "0" : "00")), "train.csv", "every row has the label");
    }

    [Theory]
    [InlineData("0,1,label\n", "line 1:", "is this a header or a sample", "'label'")]
    [InlineData("2001,2002,label\n", "line 1:", "is this a header or a sample", "'label'")]
    [InlineData("O.840,-0.394,ant\n", "line 1:", "'O.840' is no number", "the class 'ant'")]
    [InlineData("x,ant\n", "line 1:", "'x' is no number", "the class 'ant'")]
    [InlineData("x,label\n", "line 1:", "the header has 2 fields and the rows below have 3", "row.names=FALSE")]
    [InlineData("\n\nx,y,z,label\n", "line 3:", "the header has 4 fields and the rows below have 3", "remove the line")]
    public void Should_refuse_a_first_line_between_header_and_sample(string first, params string[] expected) =>
        ShouldRefuse(() => Read(first + Named()), "train.csv", expected);

    [Theory]
    [InlineData("0,1,2\n", "column numbers, as pandas writes them", "write its first value as 0.0")]
    [InlineData("0,1,label\n", "is this a header or a sample", "'label'")]
    public void Should_refuse_column_numbers_over_number_labels(string first, params string[] expected) =>
        ShouldRefuse(() => Read(first + Rows(i => $"{i % 3}")), "train.csv, line 1:", expected);

    [Fact]
    public void Should_read_a_first_sample_that_only_looks_like_column_numbers()
    {
        // Whole numbers everywhere: 0,1,2 is as good a sample as any.
        Assert.Equal(30, Read("0,1,2\n" + string.Concat(Enumerable.Range(0, 29).Select(i => $"{i % 7},{i % 5},{i % 3}\n"))) is { } task
            ? task.Train.Count + task.Test.Count : 0);
        ShouldRefuse(
            () => Read("0,1,2,3,4\n" + string.Concat(Enumerable.Range(0, 29).Select(i => $"{i},{i},{i},{i},{i % 5}\n"))),
            "train.csv, line 1:", "column numbers");
    }

    [Fact]
    public void Should_tell_what_it_took_for_the_header()
    {
        var task = Read("\nx,y,kind\n\n" + Named());

        Assert.Equal([new TaskFileContent(_folder.At("train.csv"), 30, ["x", "y", "kind"], 2, 4)], task.Files, Same);
        Assert.Equal([new TaskFileContent(_folder.At("train.csv"), 30, null, null, 1)], Read(Named()).Files, Same);

        static bool Same(TaskFileContent a, TaskFileContent b) =>
            (a.Path, a.Samples, a.HeaderLine, a.FirstSampleLine) == (b.Path, b.Samples, b.HeaderLine, b.FirstSampleLine)
            && (a.Header ?? []).SequenceEqual(b.Header ?? []);
    }

    [Theory]
    [InlineData(",x,y,kind\n")]
    [InlineData("Unnamed: 0,x,y,kind\n")]
    public void Should_refuse_the_index_of_pandas(string header)
    {
        var rows = Named().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select((row, i) => $"{(7 * i + 3) % 30},{row}\n");

        ShouldRefuse(() => Read(header + string.Concat(rows)), "train.csv, line 1:", "the first column has no name", "index=False");
    }

    [Fact]
    public void Should_warn_of_a_first_column_that_counts_the_rows()
    {
        var rows = string.Concat(Named().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select((row, i) => $"{i},{row}\n"));

        ShouldWarn(Read("id,x,y,kind\n" + rows), "train.csv", "the first column numbers the rows (0, 1, 2 …)");
        ShouldWarn(Read(rows), "the first column numbers the rows");
    }

    [Fact]
    public void Should_put_test_columns_where_the_training_header_has_them()
    {
        var train = "x,y,kind\n" + Named();
        var test = "x,y,kind\n1.5,2.5,ant\n3.5,4.5,bee\n5.5,6.5,cat\n";
        var expected = Read(train, test);
        var moved = Read(train, "y,x,kind\n2.5,1.5,ant\n4.5,3.5,bee\n6.5,5.5,cat\n");

        Assert.Empty(expected.Warnings);
        Assert.Equal(expected.ContentHash, moved.ContentHash);
        ShouldWarn(moved, "test.csv, line 1:", "in another order", "by their names");
        // Without a header there, or with other names, there is nothing to go by.
        Assert.Equal(expected.ContentHash, Read(train, test[(test.IndexOf('\n', StringComparison.Ordinal) + 1)..]).ContentHash);
        ShouldWarn(Read(train, test.Replace("y", "height")), "column 2 is called 'height'", "'y'", "in their order");
    }

    [Theory]
    [InlineData("y,z,kind\n", "column 'y' is number 1 here and number 2 in")]
    [InlineData("kind,x,y\n", "column 'kind' is number 1 here and number 3 in", "the class last")]
    public void Should_refuse_test_columns_that_contradict_the_training_header(string header, params string[] expected) =>
        ShouldRefuse(() => Read("x,y,kind\n" + Named(), header + "1.5,2.5,ant\n3.5,4.5,bee\n5.5,6.5,cat\n"), "test.csv, line 1:", expected);

    [Fact]
    public void Should_warn_of_a_typing_error_that_makes_a_class()
    {
        ShouldWarn(Read(Rows(i => i == 7 ? "anr" : Insects[i % 3])), "train.csv, line 8:", "no other row has the class 'anr'", "is 'ant' meant?");
        ShouldWarn(Read(Rows(i => i == 8 ? "3" : $"{i % 3}")), "train.csv, line 9:", "no other row has the class '3'");
        var capitals = Read(Rows(i => i % 5 == 1 ? "Bee" : Insects[i % 3])).Warnings;
        Assert.Contains(capitals, warning => warning.Contains("'Bee' and 'bee' differ only in capitals", StringComparison.Ordinal));
        var missing = Read(Rows(i => i % 4 == 1 ? "NA" : Insects[i % 3])).Warnings;
        Assert.Contains(missing, warning => warning.Contains("'NA' looks like the mark of a missing value", StringComparison.Ordinal));
    }

    [Fact]
    public void Should_warn_of_parts_that_cannot_teach_or_tell()
    {
        // Five classes in turn: every fifth row, the test part, is class c4 alone.
        var turn = Read(Rows(i => $"c{i % 5}")).Warnings;
        Assert.Contains(turn, warning => warning.Contains("all 6 samples are of class c4", StringComparison.Ordinal));
        Assert.Contains(turn, warning => warning.Contains("6 of 6 samples are of classes without a training sample (c4)", StringComparison.Ordinal));

        var iris = TaskReader.Read(new TaskSpec("iris", 30), DataDirectory.Default);
        Assert.Contains(iris.Warnings, warning => warning.StartsWith("training part: all 30 samples are of class 0", StringComparison.Ordinal));
        Assert.Contains(iris.Warnings, warning => warning.Contains("20 of 30 samples are of classes without a training sample (1, 2)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mnist")]
    [InlineData("iris")]
    [InlineData("wine")]
    [InlineData("breast-cancer")]
    [InlineData("digits")]
    public void Should_have_nothing_to_say_of_what_ships(string name) =>
        Assert.Empty(TaskReader.Read(new TaskSpec(name), DataDirectory.Default).Warnings);

    private LearningTask Images(byte[] trainLabels, byte[] testLabels)
    {
        string Write(string name, byte[] labels, bool images) => _folder.Write(name, images
            ? TemporaryFolder.Idx([(uint)labels.Length, 1, 1], labels)
            : TemporaryFolder.Idx([(uint)labels.Length], labels));
        return TaskReader.Read(new TaskSpec("mine", Files: new IdxFiles(
            Write("a", trainLabels, true), Write("b", trainLabels, false), Write("c", testLabels, true), Write("d", testLabels, false))), "unused");
    }

    [Fact]
    public void Should_refuse_a_label_that_makes_mostly_empty_classes()
    {
        ShouldRefuse(() => Images([0, 1, 2, 255, 1, 0], [0, 1]), "b", "the label 255 of sample 3 (from 0) makes 256 classes", "252 of them", "0 … 3");
        ShouldRefuse(() => Images([0, 1, 2], [0, 255]), "d", "the label 255 of sample 1");
        // Labels from 1, as in EMNIST's letters, and a few digits of MNIST.
        ShouldWarn(Images([1, 2, 3, 1], [1, 2]), "neither part has a sample of class 0");
        ShouldWarn(Images([5, 7, 5, 7], [5, 7]), "neither part has a sample of classes 0, 1, 2, 3, 4, 6");
    }
}
