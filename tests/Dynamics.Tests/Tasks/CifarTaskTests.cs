using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Tests.Tasks;

/// <summary>CIFAR-10's binary format.</summary>
public sealed class CifarTaskTests : IDisposable
{
    private const int Record = 3073;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Pixel p of sample s is (s + p) mod 251.
    private static byte[] Records(params byte[] labels) =>
        [.. labels.SelectMany((label, s) => Enumerable.Range(0, Record - 1).Select(p => (byte)((s + p) % 251)).Prepend(label))];

    private LearningTask Read(byte[][] train, byte[] test, PixelScale pixels = default) => TaskReader.Read(
        new TaskSpec("mine", Files: new CifarFiles(
            [.. train.Select((content, k) => _folder.Write($"train{k}.bin", content))], _folder.Write("test.bin", test))
        { Pixels = pixels }),
        "unused");

    private void ShouldRefuse(Action read, string file, params string[] expected)
    {
        var message = Assert.Throws<TaskDataException>(read).Message;
        Assert.StartsWith(_folder.At(file), message, StringComparison.Ordinal);
        Assert.All(expected, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Should_read_several_files_one_behind_the_other()
    {
        var task = Read([Records(3, 1), TemporaryFolder.Gzip(Records(9))], Records(0, 5));

        Assert.Equal((3, 2, 3072, 10), (task.Train.Count, task.Test.Count, task.Features, task.Classes));
        Assert.Equal(SampleShape.Image(32, 32, 3), task.Shape);
        Assert.Equal([3, 1, 9], task.Train.Labels);
        var row = new double[3072];
        task.Train.Inputs.CopyRow(1, row);
        // In the file's order, which is that of samples: [channel, row, column].
        Assert.Equal(Enumerable.Range(0, 3072).Select(p => (1 + p) % 251 / 255.0), row);
        Assert.Equal(task.ContentHash, Read([[.. Records(3, 1), .. Records(9)]], Records(0, 5)).ContentHash);
        Assert.Equal([2, 1, 2], task.Files.Select(file => file.Samples));
    }

    [Fact]
    public void Should_scale_pixels_as_it_is_told()
    {
        double First(PixelScale pixels)
        {
            var row = new double[3072];
            Read([Records(3, 1)], Records(0, 5), pixels).Train.Inputs.CopyRow(1, row);
            return row[0];
        }

        Assert.Equal([1 / 255.0, 1, 1], [First(PixelScale.Unit), First(PixelScale.Raw), First(PixelScale.Standardise)]);
    }

    [Fact]
    public void Should_refuse_a_file_that_is_cut_off_and_say_where()
    {
        ShouldRefuse(() => Read([Records(1, 2)[..^1]], Records(1)), "train0.bin, record 1 (from 0), offset 3073:", "expected 3073 bytes", "found 3072");
        ShouldRefuse(() => Read([Records(1)[..^1]], Records(1)), "train0.bin, record 0 (from 0), offset 0:", "found 3072");
        ShouldRefuse(() => Read([Records(1, 2)], [7]), "test.bin, record 0 (from 0), offset 0:", "found 1.");
        ShouldRefuse(() => Read([Records(1, 2)], []), "test.bin", "empty");
        ShouldRefuse(() => Read([TemporaryFolder.Gzip(Records(1, 2))[..^3]], Records(1)), "train0.bin", "gzip");
    }

    [Fact]
    public void Should_refuse_a_class_that_there_is_not()
    {
        ShouldRefuse(
            () => Read([Records(0, 1), Records(2, 9, 10)], Records(1)), "train1.bin, record 2 (from 0), offset 6146:", "a class from 0 to 9, found 10");
        ShouldRefuse(() => Read([Records(4, 4)], Records(1)), "train0.bin", "every label", "4");
    }

    [Fact]
    public void Should_refuse_a_missing_file() => Assert.Contains("no such file", Assert.Throws<TaskDataException>(() => TaskReader.Read(
        new TaskSpec("mine", Files: new CifarFiles([_folder.At("nowhere.bin")], _folder.At("nowhere.bin"))), "unused")).Message);
}
