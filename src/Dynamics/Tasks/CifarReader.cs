using System.Globalization;

namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>Reads files in CIFAR-10's binary format: records of a label and 3 × 32 × 32 bytes, channel after channel, row-major.</summary>
internal static class CifarReader
{
    /// <summary>Its classes.</summary>
    public const int Classes = 10;

    /// <summary>Its images; their values stand in a row as in the file, [channel, row, column].</summary>
    public static SampleShape Shape { get; } = SampleShape.Image(32, 32, 3);

    /// <summary>The samples of several files, one behind the other.</summary>
    /// <exception cref="TaskDataException">A file is no such file; the message says the record and the offset.</exception>
    public static (byte[] Pixels, byte[] Labels, IReadOnlyList<TaskFileContent> Files) Read(IReadOnlyList<string> paths)
    {
        var contents = new List<TaskFileContent>();
        var (labels, pixels) = (new List<byte[]>(), new List<byte[]>());
        var total = 0L;
        foreach (var path in paths)
        {
            var (found, classes) = Read(path);
            total += found.Length;
            if (total > Array.MaxLength)
                throw new TaskDataException($"{path}: with the files before it there are more than 2 GiB of pixels. Use fewer files.");
            pixels.Add(found);
            labels.Add(classes);
            contents.Add(new TaskFileContent(path, classes.Length));
        }

        return (Joined(pixels), Joined(labels), contents);
    }

    private static byte[] Joined(List<byte[]> parts)
    {
        if (parts is [var only]) return only;
        var (all, length) = (new byte[parts.Sum(part => part.Length)], 0);
        foreach (var part in parts)
        {
            part.CopyTo(all, length);
            length += part.Length;
        }

        return all;
    }

    private static (byte[] Pixels, byte[] Labels) Read(string path)
    {
        var record = 1 + Shape.Count;
        using var file = DataFile.Open(path);
        var (records, rest) = Math.DivRem(file.Length, record);
        if (rest != 0 || records == 0)
        {
            // A damaged gzip file states a meaningless length; that must be told apart from another format.
            file.ReadToEnd();
            throw new TaskDataException(string.Create(CultureInfo.InvariantCulture,
                $"{path}, record {records} (from 0), offset {records * record}: expected {record} bytes (a class and {Shape.Count} pixels), found "
                + $"{rest}. It is no CIFAR-10 file in binary format, or it is cut off: copy or download it again."));
        }

        var (pixels, labels) = (new byte[records * Shape.Count], new byte[records]);
        for (var r = 0; r < records; r++)
        {
            file.Read(labels.AsSpan(r, 1));
            if (labels[r] >= Classes)
            {
                throw new TaskDataException(string.Create(CultureInfo.InvariantCulture,
                    $"{path}, record {r} (from 0), offset {(long)r * record}: expected a class from 0 to {Classes - 1}, found {labels[r]}. "
                    + $"Only CIFAR-10's binary format can be read (CIFAR-100's has two labels a record)."));
            }

            file.Read(pixels.AsSpan(r * Shape.Count, Shape.Count));
        }

        file.ReadToEnd();
        return (pixels, labels);
    }
}
