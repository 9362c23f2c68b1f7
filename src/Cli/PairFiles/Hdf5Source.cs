using System.Runtime.CompilerServices;

namespace Chaos.Actors.Cli.PairFiles;

/// <summary>
/// The bytes of an HDF5 file for PureHDF, which follows whatever addresses and links it finds. Everything it does needs bytes,
/// so it is stopped here: where the stack ends (a link to itself), and when it has read more than such a file can need (a
/// tree that is its own child). A user block is hidden from it too, as it looks for the superblock in the wrong places.
/// </summary>
internal sealed class Hdf5Source : Stream
{
    private const int LongestSuperblock = 256;

    // What chaos pair writes was measured to take at most a fifth of a read and half a byte for each of its bytes. The rest is room
    // for other programs' files, whose trees of chunks may be read again for each chunk; how much these take was not measured.
    private const int ReadsPerByte = 16;
    private const int BytesPerByte = 64;
    private const long AlwaysAllowed = 1 << 16;

    private readonly FileStream _file;
    private readonly byte[] _superblock = [];
    private long _readsLeft;
    private long _bytesLeft;

    private Hdf5Source(FileStream file, long superblockAt)
    {
        _file = file;
        Length = file.Length;
        _readsLeft = ReadsPerByte * Length + AlwaysAllowed;
        _bytesLeft = BytesPerByte * Length + AlwaysAllowed;
        if (superblockAt == 0) return;
        // A user block has 512 bytes or more; its first ones are shown as the superblock, which says where the file begins.
        _superblock = new byte[Math.Min(LongestSuperblock, Length - superblockAt)];
        file.Position = superblockAt;
        file.ReadExactly(_superblock);
        file.Position = 0;
    }

    /// <summary>The file's bytes, or null when it is no HDF5 file.</summary>
    public static Hdf5Source? Open(FileStream file) =>
        Hdf5Signature.Find(file) is { } superblockAt ? new Hdf5Source(file, superblockAt) : null;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => _file.Position;
        set => _file.Position = value;
    }

    private bool IsSpent => _readsLeft < 0 || _bytesLeft < 0;

    /// <summary>Once a file has had all the reading that a sound one can need, nothing of it is read any more.</summary>
    /// <exception cref="InvalidDataException">It has.</exception>
    public void ThrowIfSpent()
    {
        if (IsSpent) throw new InvalidDataException("Its parts refer to each other without end.");
    }

    public override int Read(Span<byte> buffer)
    {
        ThrowIfSpent();
        _readsLeft--;
        _bytesLeft -= buffer.Length;
        ThrowIfSpent();
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var position = _file.Position;
        if (position >= _superblock.Length) return _file.Read(buffer);
        var known = _superblock.AsSpan((int)position);
        var count = Math.Min(known.Length, buffer.Length);
        known[..count].CopyTo(buffer);
        _file.Position = position + count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => _file.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
