using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Tests.Tasks;

/// <summary>CSV files whose label is a number to be fitted, or stands in a column of its name.</summary>
public sealed class RealTargetTests : IDisposable
{
    private const string Named = "y,a,b\n1.5,1,2\n2.5,3,4\n-1,5,6\n0.25,7,8\n3,9,10\n4,11,13\n7,0,1\n8,1,0\n9,2,2\n5,3,4\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private LearningTask Read(
        string train, string? test = null, string? label = null, CsvTarget target = CsvTarget.Real, CsvStandardise standardise = default) =>
        TaskReader.Read(
            new TaskSpec("mine", Files: new CsvFiles(
                _folder.Write("train.csv", train), test is null ? null : _folder.Write("test.csv", test), standardise)
            {
                Label = label,
                Target = target,
            }),
            "unused");

    private void ShouldRefuse(Action read, string where, params string[] expected)
    {
        var message = Assert.Throws<TaskDataException>(read).Message;
        Assert.Contains(where.StartsWith("Task", StringComparison.Ordinal) ? where : _folder.At(where), message, StringComparison.Ordinal);
        Assert.All(expected, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Should_take_targets_from_the_column_of_that_name()
    {
        var task = Read(Named, label: "y");

        Assert.True(task.HasRealTargets);
        Assert.Equal((2, 1, 0), (task.Features, task.Outputs, task.Classes));
        Assert.Equal([1.5, 2.5, -1, 0.25, 4, 7, 8, 9], task.Train.Targets!);
        Assert.Equal([3, 5], task.Test.Targets!);
        Assert.Equal([9, 10, 3, 4], ((DenseInputs)task.Test.Inputs).Values);
        Assert.Equal([1.5, 2.5], TaskReader.Read(
            new TaskSpec("part", 2, Files: new CsvFiles(_folder.At("train.csv")) { Label = "y", Target = CsvTarget.Real }), "unused").Train.Targets!);
    }

    [Fact]
    public void Should_be_the_same_content_wherever_the_column_stands()
    {
        var last = string.Concat(Named.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',') is [var y, var a, var b] ? $"{a},{b},{y}\n" : ""));
        var middle = string.Concat(Named.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',') is [var y, var a, var b] ? $"{a},{y},{b}\n" : ""));

        Assert.Equal(Read(Named, label: "y").ContentHash, Read(last).ContentHash);
        Assert.Equal(Read(Named, label: "y").ContentHash, Read(middle, label: "y").ContentHash);
        Assert.NotEqual(Read(Named, label: "y").ContentHash, Read(Named).ContentHash);
        Assert.Equal(Read(Named, middle, "y").ContentHash, Read(Named, last, "y").ContentHash);
    }

    [Fact]
    public void Should_take_classes_from_the_column_of_that_name()
    {
        var task = Read("kind,a\nx,1\ny,2\nx,3\ny,4\nx,5\n", label: "kind", target: CsvTarget.Class);

        Assert.Equal(["x", "y"], task.ClassNames);
        Assert.Equal([0, 1, 0, 1], task.Train.Labels);
        Assert.Equal([1, 2, 3, 4], ((DenseInputs)task.Train.Inputs).Values);
    }

    [Fact]
    public void Should_standardise_the_target_with_the_training_rows()
    {
        var features = Read("0,1\n2,3\n", "4,5\n6,7\n", standardise: CsvStandardise.Features);
        var all = Read("0,1\n2,3\n", "4,5\n6,7\n", standardise: CsvStandardise.All);

        Assert.Equal([1, 3], features.Train.Targets!);
        Assert.Equal([-1, 1], all.Train.Targets!);
        Assert.Equal([3, 5], all.Test.Targets!);
        Assert.Equal([-1, 1], ((DenseInputs)all.Train.Inputs).Values);
        Assert.NotEqual(features.ContentHash, all.ContentHash);
        ShouldRefuse(() => Read("0,1\n2,0\n", "4,0\n", target: CsvTarget.Class, standardise: CsvStandardise.All), "train.csv", "needs target: real");
    }

    [Theory]
    [InlineData("1,2\n3,x\n", "line 2:", "field 2 (the target)", "expected a number", "'x'")]
    [InlineData("1,2\n3,NaN\n", "line 2:", "field 2 (the target)", "expected a finite number", "'NaN'")]
    [InlineData("1,2\n3,1e999\n", "line 2:", "field 2 (the target)", "expected a finite number", "'1e999'")]
    [InlineData("1,2\n3,\n", "line 2:", "field 2 (the target)", "expected a number", "''")]
    [InlineData("a,y\n1,2\nNaN,4\n", "line 3:", "field 1:", "expected a finite number", "'NaN'")]
    [InlineData("a,y\n1,2\n-Infinity,4\n", "line 3:", "field 1:", "expected a finite number")]
    [InlineData("a,y\n1,2\n,4\n", "line 3:", "field 1:", "expected a number", "''")]
    [InlineData("O.5,1,2\n1,2,3\n", "line 1:", "'O.5' is no number", "the target '2'")]
    [InlineData("0,1,2,3,4\n1,2,3,4,5\n", "line 1:", "column numbers")]
    [InlineData("", "the file is empty")]
    [InlineData("a,y\n", "there is no row with data", "then the target")]
    public void Should_refuse_rows_that_cannot_be_fitted(string text, params string[] expected) =>
        ShouldRefuse(() => Read(text), "train.csv", expected);

    [Theory]
    [InlineData("z", "line 1:", "no column is called 'z'", "The columns are 'y', 'a', 'b'.")]
    [InlineData("Y", "line 1:", "no column is called 'Y'", "Did you mean 'y'?")]
    public void Should_say_which_columns_there_are(string label, params string[] expected) =>
        ShouldRefuse(() => Read(Named, label: label), "train.csv", expected);

    [Fact]
    public void Should_refuse_a_label_without_a_header_twice_in_it_or_missing_in_the_test_file()
    {
        ShouldRefuse(() => Read("1,2\n3,4\n", label: "y"), "train.csv, line 1:", "expected a header", "'y'", "found numbers");
        ShouldRefuse(() => Read("y,y\n3,4\n", label: "y"), "train.csv, line 1:", "2 columns are called 'y'");
        ShouldRefuse(() => Read(Named, "a,b,why\n1,2,3\n", "y"), "test.csv, line 1:", "no column is called 'y'", "'why'");
        ShouldRefuse(() => Read(Named, "y,a\n1,2\n", "y"), "test.csv, line 2:", "expected 2 features");
        ShouldRefuse(() => Read("y,a\n1,2\n,4\n", label: "y", target: CsvTarget.Class), "train.csv, line 3:", "the label ('y') is empty");
        ShouldRefuse(() => Read("y,a\n1,2\n", label: "y"), "train.csv", "at least 5 rows");
    }

    [Fact]
    public void Should_warn_of_targets_that_are_all_the_same()
    {
        Assert.Contains("training part: every sample has the same target", Assert.Single(Read("1,2\n3,2\n", "5,6\n7,8\n").Warnings));
        Assert.Contains("test part: every sample has the same target", Assert.Single(Read("1,2\n3,4\n", "5,6\n").Warnings));
        Assert.Equal(2, Read("1,1\n", "1,1\n").Warnings.Count);
    }

    [Fact]
    public void Should_warn_of_targets_that_are_probably_classes()
    {
        string Rows(Func<int, string> target) => string.Concat(Enumerable.Range(0, 40).Select(i => FormattableString.Invariant($"{i / 8.0},{target(i)}\n")));

        Assert.Contains("3 different whole numbers", Assert.Single(Read(Rows(i => $"{i % 3}")).Warnings));
        Assert.Empty(Read(Rows(i => $"{i}")).Warnings);
        ShouldRefuse(() => Read(Rows(i => $"{i}.5"), target: CsvTarget.Class), "train.csv, line 1:", "if they are no classes, say target: real");
    }
}
