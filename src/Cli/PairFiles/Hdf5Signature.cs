namespace Chaos.Actors.Cli.PairFiles;

/// <summary>The eight bytes an HDF5 superblock starts with, at offset 0, 512, 1024, 2048, … (after a user block).</summary>
internal static class Hdf5Signature
{
    private static readonly byte[] Signature = [0x89, (byte)'H', (byte)'D', (byte)'F', (byte)'\r', (byte)'\n', 0x1a, (byte)'\n'];

    /// <summary>Where it is, or null; leaves the stream at its beginning.</summary>
    public static long? Find(Stream stream)
    {
        Span<byte> found = stackalloc byte[Signature.Length];
        long? place = null;
        for (long offset = 0; place is null && offset + Signature.Length <= stream.Length; offset = offset == 0 ? 512 : 2 * offset)
        {
            stream.Position = offset;
            stream.ReadExactly(found);
            if (found.SequenceEqual(Signature)) place = offset;
        }

        stream.Position = 0;
        return place;
    }
}
