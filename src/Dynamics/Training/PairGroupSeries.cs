using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Chaos.Actors.Dynamics.Training;

/// <summary>
/// What one pair group left behind: an ordered set of named series. The first three every group has; copy 0 is the reference, copies
/// 1 … M the perturbed replicas. A divergent group (non-finite loss of any copy at epoch t) ends there: its losses end with epoch t,
/// accuracy and distances with w(t), and what it observes with the columns before t + 1. One that diverges in the last step has the
/// shape of a whole one: there are no losses at T.
/// </summary>
/// <param name="Loss">[copies][epochs]: training loss at w(t), before the step t → t + 1.</param>
/// <param name="Accuracy">[epochs + 1]: test accuracy of the reference at w(t), 0 … 1, or R² with real targets (divergent: [epochs]).</param>
/// <param name="Distance">[M][epochs + 1]: d_j(t), L1 over all parameters (divergent: [M][epochs]).</param>
/// <param name="DivergedAt">The first epoch with a non-finite loss; T if w(T), its losses or distances are not finite; or null.</param>
public sealed record PairGroupSeries(double[][] Loss, double[] Accuracy, double[][] Distance, int? DivergedAt)
{
    /// <summary>What the item observes beside these, in the order of <see cref="PairGroupSpec.Observe"/>.</summary>
    public IReadOnlyList<NamedSeries> Observed { get; init; } = [];

    /// <summary>The rows of an observed series, or null where the item did not observe it.</summary>
    public double[][]? Rows(string name) => Observed.FirstOrDefault(observed => observed.Name == name)?.Rows;

    /// <summary>Every series in canonical order: loss, accuracy, distance, then what is observed.</summary>
    public IReadOnlyList<NamedSeries> All =>
        [new("loss", Loss), new("accuracy", [Accuracy]), new("distance", Distance), .. Observed];

    /// <summary>
    /// SHA-256 (lower-case hex) over the series: copies, number of losses per copy and number of accuracies as
    /// little-endian int32, then losses, accuracies and distances as little-endian float64, row-major. Each observed series follows:
    /// bytes of its name in UTF-8, as int32, the name, rows and length as int32, the values.
    /// </summary>
    public string Digest()
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(sha, Loss.Length, Loss[0].Length, Accuracy.Length);
        Append(sha, Loss);
        Append(sha, [Accuracy]);
        Append(sha, Distance);
        foreach (var series in Observed)
        {
            var name = Encoding.UTF8.GetBytes(series.Name);
            Append(sha, name.Length);
            sha.AppendData(name);
            Append(sha, series.Rows.Length, series.Length);
            Append(sha, series.Rows);
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    private static void Append(IncrementalHash sha, params ReadOnlySpan<int> numbers)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
            sha.AppendData(bytes);
        }
    }

    // Little-endian is the only byte order of the platforms the contract names (x64, Arm64).
    private static void Append(IncrementalHash sha, double[][] rows)
    {
        foreach (var row in rows) sha.AppendData(MemoryMarshal.AsBytes(row.AsSpan()));
    }
}
