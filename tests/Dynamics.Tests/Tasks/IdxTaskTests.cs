using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Tests.Tasks;

public sealed class IdxTaskTests : IDisposable
{
    private static readonly byte[] Images = TemporaryFolder.Idx([4, 2, 3], [.. Enumerable.Range(0, 24).Select(i => (byte)(i * 10))]);
    private static readonly byte[] Labels = TemporaryFolder.Idx([4], 0, 2, 1, 2);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private LearningTask Read(byte[]? images = null, byte[]? labels = null, byte[]? testImages = null, byte[]? testLabels = null) =>
        TaskReader.Read(
            new TaskSpec("mine", Files: new IdxFiles(
                _folder.Write("images", images ?? Images), _folder.Write("labels", labels ?? Labels),
                _folder.Write("test-images", testImages ?? Images), _folder.Write("test-labels", testLabels ?? Labels))),
            "unused");

    private void ShouldRefuse(Action read, string file, params string[] expected)
    {
        var message = Assert.Throws<TaskDataException>(read).Message;
        Assert.StartsWith(_folder.At(file), message, StringComparison.Ordinal);
        Assert.All(expected, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Should_read_plain_and_gzip_files_alike()
    {
        var plain = Read();
        var gzip = Read(
            TemporaryFolder.Gzip(Images), TemporaryFolder.Gzip(Labels),
            TemporaryFolder.Gzip(Images), TemporaryFolder.Gzip(Labels));

        Assert.Equal((4, 6, 3), (plain.Train.Count, plain.Features, plain.Classes));
        Assert.Equal([0, 2, 1, 2], plain.Train.Labels);
        var row = new double[6];
        plain.Test.Inputs.CopyRow(1, row);
        Assert.Equal([60 / 255.0, 70 / 255.0, 80 / 255.0, 90 / 255.0, 100 / 255.0, 110 / 255.0], row);
        Assert.Equal(plain.ContentHash, gzip.ContentHash);
    }

    [Fact]
    public void Should_read_images_of_any_shape()
    {
        var flat = TemporaryFolder.Idx([4, 6], Images[16..]);
        var colour = TemporaryFolder.Idx([4, 3, 1, 2], Images[16..]);

        Assert.Equal(Read(flat, testImages: flat).ContentHash, Read(flat, testImages: colour).ContentHash);
        Assert.Equal(SampleShape.Flat(6), Read(flat, testImages: colour).Shape);
        Assert.Equal(SampleShape.Image(1, 2, 3), Read(colour, testImages: colour).Shape);
    }

    /// <summary>They had one content hash: a convolution on the one was taken for that on the other.</summary>
    [Fact]
    public void Should_not_take_images_of_one_shape_for_those_of_another()
    {
        string[] hashes = [.. new uint[][] { [4, 6], [4, 2, 3], [4, 3, 2], [4, 1, 6], [4, 3, 1, 2], [4, 2, 3, 1], [4, 6, 1, 1] }
            .Select(shape => TemporaryFolder.Idx(shape, Images[16..])).Select(images => Read(images, testImages: images).ContentHash)];

        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void Should_scale_pixels_as_it_is_told()
    {
        LearningTask Scaled(PixelScale pixels) => TaskReader.Read(
            new TaskSpec("mine", Files: new IdxFiles(
                _folder.Write("images", Images), _folder.Write("labels", Labels), _folder.At("images"), _folder.At("labels"))
            { Pixels = pixels }),
            "unused");
        double[] First(LearningTask task, int sample)
        {
            var row = new double[6];
            task.Test.Inputs.CopyRow(sample, row);
            return row;
        }

        Assert.Equal([60, 70, 80, 90, 100, 110], First(Scaled(PixelScale.Raw), 1));
        Assert.Equal([60 / 255.0, 70 / 255.0, 80 / 255.0, 90 / 255.0, 100 / 255.0, 110 / 255.0], First(Scaled(PixelScale.Unit), 1));
        // 0, 60, 120, 180 of the first pixel: mean 90, deviation √4500.
        Assert.Equal(-30 / Math.Sqrt(4500), First(Scaled(PixelScale.Standardise), 1)[0], 15);
        Assert.Equal(3, Enum.GetValues<PixelScale>().Select(pixels => Scaled(pixels).ContentHash).Distinct().Count());
        Assert.All(Enum.GetValues<PixelScale>(), pixels => Assert.Equal(SampleShape.Image(2, 3, 1), Scaled(pixels).Shape));
    }

    [Fact]
    public void Should_refuse_a_missing_file()
    {
        var spec = new TaskSpec("mine", Files: new IdxFiles(
            _folder.Write("images", Images), _folder.At("nowhere"), _folder.At("images"), _folder.At("nowhere")));

        ShouldRefuse(() => TaskReader.Read(spec, "unused"), "nowhere", "no such file");
    }

    [Fact]
    public void Should_refuse_a_folder_in_place_of_a_file()
    {
        var spec = new TaskSpec("mine", Files: new IdxFiles(_folder.Path, _folder.Path, _folder.Path, _folder.Path));

        ShouldRefuse(() => TaskReader.Read(spec, "unused"), "", "cannot be opened");
    }

    [Fact]
    public void Should_refuse_an_empty_file() => ShouldRefuse(() => Read(labels: []), "labels", "empty");

    [Theory]
    [InlineData(1)] // the last byte of the trailer
    [InlineData(8)] // the whole trailer
    [InlineData(9)]
    [InlineData(2000)]
    [InlineData(4090)]
    public void Should_refuse_a_truncated_gzip_file(int missing)
    {
        var data = new byte[6 * 1000];
        new Random(1).NextBytes(data);
        var whole = TemporaryFolder.Gzip(TemporaryFolder.Idx([1000, 6], data));

        ShouldRefuse(() => Read(images: whole[..^missing]), "images", "gzip file is truncated or damaged");
    }

    [Fact]
    public void Should_refuse_a_gzip_file_cut_within_its_header() =>
        ShouldRefuse(() => Read(images: TemporaryFolder.Gzip(Images)[..7]), "images", "gzip file is truncated", "18 bytes");

    [Fact]
    public void Should_refuse_a_gzip_file_with_a_wrong_checksum()
    {
        var damaged = TemporaryFolder.Gzip(Images);
        damaged[^6] ^= 1;

        ShouldRefuse(() => Read(images: damaged), "images", "compressed data or checksum is wrong");
    }

    [Fact]
    public void Should_refuse_gzip_streams_joined()
    {
        byte[] joined = [.. TemporaryFolder.Gzip(Images), .. TemporaryFolder.Gzip(Images)];

        ShouldRefuse(() => Read(images: joined), "images", "several gzip streams joined");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Should_refuse_missing_data(bool gzip)
    {
        var cut = Images[..^3];

        ShouldRefuse(
            () => Read(images: gzip ? TemporaryFolder.Gzip(cut) : cut), "images",
            "4 × 2 × 3", "expected 16 + 24 bytes", "found 37", "data are missing");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Should_refuse_trailing_bytes(bool gzip)
    {
        byte[] longer = [.. Labels, 0];

        ShouldRefuse(
            () => Read(testLabels: gzip ? TemporaryFolder.Gzip(longer) : longer), "test-labels",
            "expected 8 + 4 bytes", "found 13", "trailing bytes");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(11)]
    public void Should_refuse_a_header_that_is_cut_off(int length) =>
        ShouldRefuse(() => Read(images: Images[..length]), "images", "header is cut off", "expected 16 bytes", $"found {length}");

    [Fact]
    public void Should_refuse_a_file_without_room_for_a_magic_number() =>
        ShouldRefuse(() => Read(images: [0, 0, 8]), "images", "found only 3 bytes");

    [Fact]
    public void Should_refuse_images_and_labels_swapped()
    {
        ShouldRefuse(() => Read(labels: Images), "labels", "wrong magic number", "expected 00-00-08-01", "found 00-00-08-03");
        ShouldRefuse(() => Read(testImages: Labels), "test-images", "expected 00-00-08-03", "found 00-00-08-01", "swapped");
    }

    [Fact]
    public void Should_refuse_other_element_types()
    {
        byte[] floats = [0, 0, 0x0D, 3, .. Images[4..]];

        ShouldRefuse(() => Read(images: floats), "images", "found 00-00-0D-03", "unsigned bytes");
    }

    // Neither allocated nor wrapped around to something that fits: the last product is 2^128.
    [Theory]
    [InlineData(uint.MaxValue, uint.MaxValue, uint.MaxValue)]
    [InlineData(1u << 31, 1u << 31, 1u << 31, 1u << 31, 16u)]
    public void Should_refuse_absurd_sizes_without_allocating_them(params uint[] shape)
    {
        var absurd = TemporaryFolder.Idx(shape, 1, 2, 3);
        var before = GC.GetAllocatedBytesForCurrentThread();

        ShouldRefuse(() => Read(images: absurd), "images", string.Join(" × ", shape), "data are missing");
        ShouldRefuse(() => Read(labels: TemporaryFolder.Idx([1u << 31], 1)), "labels", "2147483648", "data are missing");

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Fact]
    public void Should_refuse_a_gzip_length_that_compressed_bytes_cannot_hold()
    {
        var lying = TemporaryFolder.Gzip(Images);
        lying[^1] = 0x7f;

        ShouldRefuse(() => Read(images: lying), "images", "truncated or damaged", "more than");
    }

    [Fact]
    public void Should_refuse_dimensions_of_zero() =>
        ShouldRefuse(() => Read(images: TemporaryFolder.Idx([4, 0, 3])), "images", "4 × 0 × 3", "nothing in it");

    [Fact]
    public void Should_refuse_a_label_count_that_differs() =>
        ShouldRefuse(
            () => Read(labels: TemporaryFolder.Idx([3], 0, 1, 2)), "labels", "expected 4 labels", _folder.At("images"), "found 3");

    [Fact]
    public void Should_refuse_test_images_of_another_shape() =>
        ShouldRefuse(
            () => Read(testImages: TemporaryFolder.Idx([4, 5], [.. Images[16..36]])), "test-images",
            "expected images of 6 pixels", "found 5");

    [Fact]
    public void Should_refuse_a_single_class() =>
        ShouldRefuse(() => Read(labels: TemporaryFolder.Idx([4], 3, 3, 3, 3)), "labels", "every label is 3", "two classes");
}
