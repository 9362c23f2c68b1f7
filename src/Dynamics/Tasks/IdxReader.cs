using System.Buffers.Binary;

namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>
/// Reads IDX files of unsigned bytes (the format of the original MNIST files): two zero bytes, the type (8), the number of
/// dimensions, each dimension as a big-endian int32, then the data, last dimension fastest.
/// </summary>
internal static class IdxReader
{
    private const byte UnsignedByte = 8;
    private const int MaxDimensions = 8;

    /// <summary>An IDX file's first dimension, what the others make of a sample, and its bytes.</summary>
    public sealed record Content(string Path, int Count, SampleShape Shape, byte[] Bytes);

    /// <summary>Images of any shape: 2 dimensions or more.</summary>
    public static Content ReadImages(string path) => Read(path, images: true);

    /// <summary>Labels: 1 dimension.</summary>
    public static Content ReadLabels(string path) => Read(path, images: false);

    private static Content Read(string path, bool images)
    {
        using var file = DataFile.Open(path);
        var dimensions = ReadMagic(file, images);
        var headerLength = 4 * (dimensions + 1);
        if (file.Length < headerLength)
        {
            file.ReadToEnd();
            throw new TaskDataException(
                $"{path}: the IDX header is cut off: expected {headerLength} bytes, found {file.Length}. {Again}");
        }

        Span<byte> raw = stackalloc byte[4 * MaxDimensions];
        raw = raw[..(4 * dimensions)];
        file.Read(raw);
        // UInt128: the product of eight uint32 can pass 64 bits only after passing any length a file can have.
        UInt128 total = 1;
        var shape = new uint[dimensions];
        for (var d = 0; d < dimensions; d++)
        {
            shape[d] = BinaryPrimitives.ReadUInt32BigEndian(raw[(4 * d)..]);
            if (total <= ulong.MaxValue) total *= shape[d];
        }

        var text = string.Join(" × ", shape);
        if (total == 0) throw new TaskDataException($"{path}: the IDX header says {text}: there is nothing in it. {Again}");
        if (total + (uint)headerLength != (UInt128)file.Length)
        {
            // A damaged gzip file states a meaningless length; that must be told apart from a wrong header.
            file.ReadToEnd();
            throw new TaskDataException(
                $"{path}: the IDX header says {text}, so expected {headerLength} + {total} bytes, found {file.Length}: " +
                $"{(total + (uint)headerLength > (UInt128)file.Length ? "data are missing" : "there are trailing bytes")}. {Again}");
        }

        var bytes = new byte[(int)total];
        file.Read(bytes);
        file.ReadToEnd();
        return new Content(path, (int)shape[0], ShapeOf(shape), bytes);
    }

    // [samples, rows, columns] are images, [samples, channels, rows, columns] images of several channels; others have no neighbours.
    private static SampleShape ShapeOf(uint[] shape) => shape switch
    {
        [_, var height, var width] => SampleShape.Image((int)height, (int)width, 1),
        [_, var channels, var height, var width] => SampleShape.Image((int)height, (int)width, (int)channels),
        _ => SampleShape.Flat(shape.Skip(1).Aggregate(1, (size, next) => size * (int)next)),
    };

    private static int ReadMagic(DataFile file, bool images)
    {
        var expected = images ? "00-00-08-03 (images; any number of dimensions from 2)" : "00-00-08-01 (labels)";
        Span<byte> magic = stackalloc byte[4];
        if (file.Length < magic.Length)
        {
            file.ReadToEnd();
            throw new TaskDataException(
                $"{file.Path}: expected an IDX file starting with {expected}, found only {file.Length} bytes. {Again}");
        }

        file.Read(magic);
        int dimensions = magic[3];
        var fits = images ? dimensions is >= 2 and <= MaxDimensions : dimensions == 1;
        if (magic[0] == 0 && magic[1] == 0 && magic[2] == UnsignedByte && fits) return dimensions;

        var found = Convert.ToHexString(magic[..1]) + "-" + Convert.ToHexString(magic[1..2]) + "-"
            + Convert.ToHexString(magic[2..3]) + "-" + Convert.ToHexString(magic[3..]);
        throw new TaskDataException(
            $"{file.Path}: wrong magic number: expected {expected}, found {found}. Only IDX files of unsigned bytes can be " +
            "read; check that the file is one and that images and labels are not swapped.");
    }

    private const string Again = "Copy or download the file again.";
}
