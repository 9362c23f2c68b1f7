using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>
/// A data file, plain or gzip (told apart by its first two bytes), whose content length is known before anything is
/// allocated for it: a plain file's length, or the length a gzip file's last four bytes state. GZipStream reports neither
/// a stream that ends early nor one without its trailer, so the stated length is compared with what really comes out.
/// </summary>
internal sealed class DataFile : IDisposable
{
    // Deflate cannot expand by more than this, so a larger stated length is false, and nothing that size is allocated.
    private const int MaxExpansion = 1032;
    private const int MinGzip = 18;

    private readonly Stream _content;
    private readonly bool _gzip;
    private long _position;

    private DataFile(string path, Stream content, bool gzip, long length)
    {
        (Path, _content, _gzip, Length) = (path, content, gzip, length);
    }

    public string Path { get; }

    /// <summary>Bytes of content, decompressed; less than 2^31.</summary>
    public long Length { get; }

    public static DataFile Open(string path)
    {
        if (DataReference.IsMeant(path))
        {
            throw new TaskDataException(
                $"{path}: data named by their content are on a cluster's coordinator, and here is none. Give the path of the file.");
        }
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TaskDataException($"{path}: there is no such file. {Elsewhere}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new TaskDataException($"{path}: cannot be opened: {e.Message} Expected a readable file.", e);
        }

        try
        {
            return Inspect(path, file);
        }
        catch (Exception e)
        {
            file.Dispose();
            if (e is IOException) throw Unreadable(path, e);
            throw;
        }
    }

    /// <summary>Fills <paramref name="destination"/>, or throws because the content ends before <see cref="Length"/>.</summary>
    public void Read(Span<byte> destination)
    {
        var read = Guarded(destination);
        if (read < destination.Length) throw EndsElsewhere($"{_position} bytes came out");
    }

    /// <summary>Reads what is left without keeping it and checks that the content ends where it should.</summary>
    public void ReadToEnd()
    {
        Span<byte> scrap = stackalloc byte[4096];
        while (_position < Length) Read(scrap[..(int)Math.Min(scrap.Length, Length - _position)]);
        if (Guarded(scrap[..1]) != 0) throw EndsElsewhere("more than that came out");
    }

    /// <summary>The whole content.</summary>
    public byte[] ReadAll()
    {
        var bytes = new byte[Length];
        Read(bytes);
        ReadToEnd();
        return bytes;
    }

    public void Dispose() => _content.Dispose();

    private const string Elsewhere =
        $"Check the path; shipped data sets are looked for in the folder that {DataDirectory.Variable} names, " +
        "else in the data folder beside the program.";

    private static DataFile Inspect(string path, FileStream file)
    {
        if (file.Length == 0) throw new TaskDataException($"{path}: the file is empty. Copy or download it again.");
        Span<byte> edge = stackalloc byte[4];
        var start = file.ReadAtLeast(edge, 2, throwOnEndOfStream: false);
        var gzip = start >= 2 && edge[0] == 0x1f && edge[1] == 0x8b;
        var length = file.Length;
        if (gzip)
        {
            if (file.Length < MinGzip) throw Damaged(path, $"a gzip file has at least {MinGzip} bytes, this one {file.Length}");
            file.Seek(-4, SeekOrigin.End);
            file.ReadExactly(edge);
            length = BinaryPrimitives.ReadUInt32LittleEndian(edge);
            if (length > file.Length * MaxExpansion)
            {
                throw Damaged(path, string.Create(CultureInfo.InvariantCulture,
                    $"its last four bytes state {length} bytes of content, more than {file.Length} compressed bytes can hold"));
            }
        }

        if (length > Array.MaxLength)
        {
            throw new TaskDataException(
                $"{path}: holds {length} bytes of content; at most {Array.MaxLength} (2 GiB) can be used. Use fewer samples.");
        }

        file.Seek(0, SeekOrigin.Begin);
        return new DataFile(path, gzip ? new GZipStream(file, CompressionMode.Decompress) : file, gzip, length);
    }

    private int Guarded(Span<byte> destination)
    {
        try
        {
            var read = _content.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
            _position += read;
            return read;
        }
        catch (InvalidDataException e)
        {
            throw Damaged(Path, "its compressed data or checksum is wrong", e);
        }
        catch (IOException e)
        {
            throw Unreadable(Path, e);
        }
    }

    private TaskDataException EndsElsewhere(string found) =>
        _gzip
            ? Damaged(Path, $"its last four bytes state {Length} bytes of content, but {found}")
            : new TaskDataException($"{Path}: expected {Length} bytes, but {found}: the file changed while it was read.");

    private static TaskDataException Damaged(string path, string why, Exception? inner = null) => new(
        $"{path}: the gzip file is truncated or damaged: {why}. Copy or download it again; if it is several gzip streams " +
        "joined, decompress it and give the plain file.", inner);

    private static TaskDataException Unreadable(string path, Exception inner) =>
        new($"{path}: cannot be read: {inner.Message}", inner);
}
