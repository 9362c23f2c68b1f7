using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Chaos.Actors.Dynamics.Training;

/// <summary>
/// What one pair group left behind. Copy 0 is the reference, copies 1 … M the perturbed replicas. A divergent group
/// (non-finite loss of any copy at epoch t) ends there: its losses end with epoch t, accuracy and distances with w(t). One
/// that diverges in the last step has the shape of a whole one: there are no losses at T.
/// </summary>
/// <param name="Loss">[copies][epochs]: training loss at w(t), before the step t → t + 1.</param>
/// <param name="Accuracy">[epochs + 1]: test accuracy of the reference at w(t), 0 … 1 (divergent: [epochs]).</param>
/// <param name="Distance">[M][epochs + 1]: d_j(t), L1 over all parameters (divergent: [M][epochs]).</param>
/// <param name="DivergedAt">The first epoch with a non-finite loss; T if w(T), its losses or distances are not finite; or null.</param>
public sealed record PairGroupSeries(double[][] Loss, double[] Accuracy, double[][] Distance, int? DivergedAt)
{
    /// <summary>
    /// SHA-256 (lower-case hex) over the series: copies, number of losses per copy and number of accuracies as
    /// little-endian int32, then losses, accuracies and distances as little-endian float64, row-major.
    /// </summary>
    public string Digest()
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> head = stackalloc byte[12];
        BinaryPrimitives.WriteInt32LittleEndian(head, Loss.Length);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], Loss[0].Length);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], Accuracy.Length);
        sha.AppendData(head);
        foreach (var copy in Loss) Append(sha, copy);
        Append(sha, Accuracy);
        foreach (var replica in Distance) Append(sha, replica);
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    // Little-endian is the only byte order of the platforms the contract names (x64, Arm64).
    private static void Append(IncrementalHash sha, double[] values) =>
        sha.AppendData(MemoryMarshal.AsBytes(values.AsSpan()));
}
