using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.TrainerNode.Checkpoints;

/// <summary>
/// A pair group's state in a file: magic, format version, numerics version, the item's key; then the state as
/// little-endian int32 (epoch, copies, tensors a copy, length of each tensor) and float64 (parameters of each copy, losses,
/// accuracies, distances) and of each observed series its name, rows, columns and values; the number of tangent vectors and their
/// elements, and of velocities and theirs; last the SHA-256 of everything before it.
/// </summary>
internal static class CheckpointFile
{
    private const int FormatVersion = 2;
    private const int HeaderSize = 8 + 2 * sizeof(int) + ItemKey.Size;

    private static ReadOnlySpan<byte> Magic => "chaosckp"u8;

    /// <summary>
    /// Writes a state: under another name first, on disk before it gets its own, so that a file of that name is whole.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="content">The item's key.</param>
    /// <param name="state">Where it stands.</param>
    /// <param name="writer">What tells this process from others that may write the same file.</param>
    /// <exception cref="IOException">It cannot be written; what was there is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void Write(string path, byte[] content, PairGroupState state, string writer = "")
    {
        var partial = PartialName(path, writer);
        try
        {
            using (var file = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                var output = new HashedOutput(file);
                output.Write(Magic);
                output.Write([FormatVersion, NumericsVersion.Current]);
                output.Write(content);
                Write(output, state);
                output.Complete();
                file.Flush(flushToDisk: true);
            }
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial); // a full disk has better use for the room
            throw;
        }
    }

    /// <summary>Reads a state.</summary>
    /// <exception cref="InvalidDataException">The file is not a whole one of this item; the message says why.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static PairGroupState Read(string path, byte[] content)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var length = file.Length - SHA256.HashSizeInBytes;
        if (length < HeaderSize) throw new InvalidDataException("it is cut short");
        CheckHeader(file, content);
        CheckSum(file, length);
        file.Position = HeaderSize;
        // What its writer hashed is what its writer meant: only a defect of the program could make the numbers below wrong.
        var state = ReadState(new BinaryReader(file));
        return file.Position == length ? state : throw new InvalidDataException("its parts do not add up to its length");
    }

    /// <summary>The name a file has until it is whole.</summary>
    public static string PartialName(string path, string writer = "") => path + writer + ".partial";

    private static void CheckHeader(FileStream file, byte[] content)
    {
        var header = new BinaryReader(file);
        if (!header.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic)) throw new InvalidDataException("it is no checkpoint");
        if (header.ReadInt32() is var format and not FormatVersion)
            throw new InvalidDataException($"it has format version {format}, and this program reads {FormatVersion}");
        if (header.ReadInt32() is var numerics && numerics != NumericsVersion.Current)
            throw new InvalidDataException(
                $"it follows numerics version {numerics}, and this program computes {NumericsVersion.Current}");
        if (!header.ReadBytes(content.Length).AsSpan().SequenceEqual(content))
            throw new InvalidDataException("it belongs to another item");
    }

    private static void CheckSum(FileStream file, long length)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        file.Position = 0;
        for (var left = length; left > 0;)
        {
            var chunk = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            file.ReadExactly(chunk);
            sha.AppendData(chunk);
            left -= chunk.Length;
        }
        var stored = new byte[SHA256.HashSizeInBytes];
        file.ReadExactly(stored);
        if (!sha.GetHashAndReset().AsSpan().SequenceEqual(stored))
            throw new InvalidDataException("it is damaged: its checksum does not fit its content");
    }

    private static void Write(HashedOutput output, PairGroupState state)
    {
        var tensors = state.Parameters[0];
        output.Write([state.Epoch, state.Parameters.Count, tensors.Length, .. tensors.Select(tensor => tensor.Length)]);
        foreach (var tensor in state.Parameters.SelectMany(copy => copy)) output.Write(tensor);
        foreach (var loss in state.Series.Loss) output.Write(loss);
        output.Write(state.Series.Accuracy);
        foreach (var distance in state.Series.Distance) output.Write(distance);
        output.Write([state.Series.Observed.Count]);
        foreach (var series in state.Series.Observed)
        {
            var name = Encoding.UTF8.GetBytes(series.Name);
            output.Write([name.Length, series.Rows.Length, series.Length]);
            output.Write(name);
            foreach (var row in series.Rows) output.Write(row);
        }
        output.Write([state.Tangents.Count]);
        foreach (var tensor in state.Tangents.SelectMany(tangent => tangent)) output.Write(tensor);
        output.Write([state.Velocities.Count]);
        foreach (var tensor in state.Velocities.SelectMany(copy => copy)) output.Write(tensor);
    }

    private static PairGroupState ReadState(BinaryReader input)
    {
        var (epoch, copies) = (input.ReadInt32(), input.ReadInt32());
        var lengths = new int[input.ReadInt32()];
        for (var k = 0; k < lengths.Length; k++) lengths[k] = input.ReadInt32();
        double[][][] parameters = [.. Enumerable.Range(0, copies).Select(_ => lengths.Select(Row).ToArray())];
        var loss = Rows(copies, epoch);
        var series = new PairGroupSeries(loss, Row(epoch), Rows(copies - 1, epoch), null);
        var observed = new NamedSeries[input.ReadInt32()];
        for (var s = 0; s < observed.Length; s++)
        {
            var (name, rows, columns) = (input.ReadInt32(), input.ReadInt32(), input.ReadInt32());
            observed[s] = new NamedSeries(Encoding.UTF8.GetString(input.ReadBytes(name)), Rows(rows, columns));
        }
        double[][][] tangents = [.. Enumerable.Range(0, input.ReadInt32()).Select(_ => lengths.Select(Row).ToArray())];
        double[][][] velocities = [.. Enumerable.Range(0, input.ReadInt32()).Select(_ => lengths.Select(Row).ToArray())];
        return new PairGroupState(epoch, parameters, series with { Observed = observed }) { Tangents = tangents, Velocities = velocities };

        double[][] Rows(int count, int length) => [.. Enumerable.Range(0, count).Select(_ => Row(length))];

        double[] Row(int length)
        {
            var row = new double[length];
            input.BaseStream.ReadExactly(MemoryMarshal.AsBytes(row.AsSpan()));
            return row;
        }
    }

    // Little-endian is the only byte order of the platforms the numerics contract names (x64, Arm64).
    private sealed class HashedOutput(Stream stream)
    {
        private readonly IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public void Write(int[] values) => Write(MemoryMarshal.AsBytes(values.AsSpan()));

        public void Write(double[] values) => Write(MemoryMarshal.AsBytes(values.AsSpan()));

        public void Write(ReadOnlySpan<byte> bytes)
        {
            _sha.AppendData(bytes);
            stream.Write(bytes);
        }

        public void Complete()
        {
            stream.Write(_sha.GetHashAndReset());
            _sha.Dispose();
        }
    }
}
