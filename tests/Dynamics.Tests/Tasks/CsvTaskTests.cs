using System.Text;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Tests.Tasks;

public sealed class CsvTaskTests : IDisposable
{
    private const string Six = "1,2,0\n3,4,1\n5,6,0\n7,8,1\n9,10,0\n11,12,1\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private LearningTask Read(string train, string? test = null, bool standardise = false) =>
        Read(Encoding.UTF8.GetBytes(train), test, standardise);

    private LearningTask Read(byte[] train, string? test = null, bool standardise = false) =>
        TaskReader.Read(
            new TaskSpec("mine", Files: new CsvFiles(
                _folder.Write("train.csv", train), test is null ? null : _folder.Write("test.csv", test),
                standardise ? CsvStandardise.Features : CsvStandardise.None)),
            "unused");

    private static double[] Values(LabelledSamples samples) => Assert.IsType<DenseInputs>(samples.Inputs).Values;

    private void ShouldRefuse(Action read, string where, params string[] expected)
    {
        var message = Assert.Throws<TaskDataException>(read).Message;
        Assert.StartsWith(_folder.At(where), message, StringComparison.Ordinal);
        Assert.All(expected, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Should_keep_every_fifth_row_for_the_test()
    {
        var task = Read(Six);

        Assert.Equal((2, 2, 5, 1), (task.Features, task.Classes, task.Train.Count, task.Test.Count));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 11, 12], Values(task.Train));
        Assert.Equal([9, 10], Values(task.Test));
        Assert.Equal([0, 1, 0, 1, 1], task.Train.Labels);
    }

    [Fact]
    public void Should_take_the_test_rows_from_their_own_file()
    {
        var task = Read("1,2,0\n3,4,1\n", "a,b,class\n5,6,1\n");

        Assert.Equal([1, 2, 3, 4], Values(task.Train));
        Assert.Equal([5, 6], Values(task.Test));
        Assert.Equal([1], task.Test.Labels);
    }

    [Theory]
    [InlineData("x,y,class\n" + Six)]
    [InlineData("\n\"x, in cm\" ,\"the \"\"y\"\"\",class\r\n" + Six)]
    [InlineData("6,2,no,yes\n" + Six)]
    [InlineData("\uFEFF" + Six)]
    [InlineData(" 1 ,2.0,0\r\n3e0,+4,1\r\n\r\n5,6,0\r\n0.7e1,8,1\r\n9,10,0\r\n11,12,1")]
    [InlineData("1,2,no\n3,4,yes\n5,6,no\n7,8,\"yes\"\n9,10,no\n11,12,yes\n")]
    public void Should_read_the_same_content_however_it_is_written(string text)
    {
        var expected = Read(Six).ContentHash;

        Assert.Equal(expected, Read(text).ContentHash);
        Assert.Equal(expected, Read(TemporaryFolder.Gzip(Encoding.UTF8.GetBytes(text))).ContentHash);
    }

    [Fact]
    public void Should_number_class_names_in_ordinal_order_over_both_files()
    {
        var task = Read("1,b\n2,a\n3,B\n", "4,c\n5,Z\n");

        Assert.Equal(5, task.Classes);
        Assert.Equal([3, 2, 0], task.Train.Labels); // B Z a b c
        Assert.Equal([4, 1], task.Test.Labels);
    }

    [Fact]
    public void Should_accept_256_classes_and_refuse_257()
    {
        var rows = Enumerable.Range(0, 257).Select(c => $"{c},class{c:000}").ToArray();

        Assert.Equal(256, Read(string.Join('\n', rows[..256])).Classes);
        ShouldRefuse(() => Read(string.Join('\n', rows)), "train.csv", "more than 256 different labels", "'class256'");
    }

    [Fact]
    public void Should_standardise_with_the_population_moments_of_the_training_rows()
    {
        var task = Read("1,0\n3,1\n", "5,0\n", standardise: true);

        Assert.Equal([-1, 1], Values(task.Train)); // mean 2, deviation 1
        Assert.Equal([3], Values(task.Test));
    }

    [Fact]
    public void Should_only_centre_a_constant_feature()
    {
        // The mean of eleven times 0.1 as it comes out of summing is not 0.1.
        var task = Read(string.Concat(Enumerable.Range(0, 11).Select(i => $"0.1,{i},{i % 2}\n")), "0.35,5,0\n", standardise: true);

        Assert.All(Enumerable.Range(0, 11), row => Assert.Equal(0, Values(task.Train)[2 * row]));
        Assert.Equal(0.35 - 0.1, Values(task.Test)[0]);
    }

    [Fact]
    public void Should_refuse_to_standardise_what_overflows() =>
        ShouldRefuse(() => Read("1,1e300,0\n2,-1e300,1\n", "1,1,0\n", standardise: true), "train.csv", "feature 2", "too large");

    [Theory]
    [InlineData("x")]
    [InlineData("?")]
    [InlineData("")]
    [InlineData("1.5.2")]
    public void Should_refuse_a_field_that_is_not_a_number(string field) =>
        ShouldRefuse(() => Read($"a,b,c\n1,2,0\n\n3,{field},1\n"), "train.csv, line 4:", "field 2", "expected a number", $"'{field}'");

    [Theory]
    [InlineData("?")]
    [InlineData("")]
    [InlineData("na")]
    public void Should_not_take_a_first_row_with_a_missing_value_for_a_header(string field) =>
        ShouldRefuse(() => Read($"1,{field},0\n{Six}"), "train.csv, line 1:", "field 2", $"'{field}'");

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("1e999")]
    public void Should_refuse_a_number_that_is_not_finite(string field) =>
        ShouldRefuse(() => Read($"1,2,0\n{field},4,1\n"), "train.csv, line 2:", "field 1", "finite", field);

    [Theory]
    [InlineData("1,2,0\n3,1\n", "expected 3 fields (2 features and the label)", "found 2")]
    [InlineData("1,2,0\n3,4,5,1\n", "expected 3 fields", "found 4")]
    [InlineData("1,2,0\n3;4;1\n", "separated by commas", "'3;4;1'")]
    [InlineData("1,2,0\n3,4,\n", "label (last field) is empty", "remove the row")]
    [InlineData("1,2,0\n3,4,\"yes\n", "quoted field does not end", "Close the quote")]
    [InlineData("1,2,0\n3,\"4\"4,1\n", "quoted field does not end", "Close the quote")]
    [InlineData("1,2,0\n3,4,yes\n", "label 'yes'", "all labels as integers from 0 or all as names")]
    [InlineData("1,2,0\n3,4,-1\n", "label '-1'", "expected an integer from 0 to 255")]
    [InlineData("1,2,0\n3,4,256\n", "label '256'", "expected an integer from 0 to 255")]
    [InlineData("1,2,0\n3,4,1.5\n", "label '1.5'", "expected an integer from 0 to 255")]
    public void Should_refuse_a_row_that_does_not_fit(string text, string expected, string also) =>
        ShouldRefuse(() => Read(text, Six), "train.csv, line 2:", expected, also);

    [Fact]
    public void Should_refuse_integer_labels_with_a_gap() =>
        ShouldRefuse(() => Read(Six.Replace(",0\n", ",2\n")), "train.csv", "from 0 without a gap", "none is 0", "0 … 1");

    [Fact]
    public void Should_refuse_a_single_class() =>
        ShouldRefuse(() => Read(Six.Replace(",1\n", ",0\n")), "train.csv", "every row has the label '0'", "two classes");

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("\n \n", "no row with data")]
    [InlineData("x,y,class\n", "no row with data")]
    [InlineData("1,0\n2,1\n3,0\n4,1\n", "at least 5 rows")]
    public void Should_refuse_a_file_without_enough_rows(string text, string expected) =>
        ShouldRefuse(() => Read(text), "train.csv", expected);

    [Fact]
    public void Should_refuse_a_test_file_with_other_features() =>
        ShouldRefuse(() => Read(Six, "x,class\n1,0\n"), "test.csv, line 2:", "expected 2 features", "found 1");

    [Fact]
    public void Should_refuse_a_file_that_is_not_text() =>
        ShouldRefuse(() => Read([.. "1,2,0\n"u8, 0xff, 0xfe, 0x80]), "train.csv", "expected UTF-8 text");

    [Fact]
    public void Should_refuse_a_truncated_gzip_file()
    {
        var gzip = TemporaryFolder.Gzip(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(Six, 100))));

        ShouldRefuse(() => Read(gzip[..^8]), "train.csv", "gzip file is truncated");
    }

    [Fact]
    public void Should_show_only_the_beginning_of_a_long_field() =>
        ShouldRefuse(() => Read($"1,2,0\n{new string('x', 1000)}\u0007,4,1\n"), "train.csv, line 2:", $"'{new string('x', 40)}…'");
}
