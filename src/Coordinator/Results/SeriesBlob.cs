using System.Runtime.InteropServices;

namespace Chaos.Actors.Coordinator.Results;

/// <summary>A series as it is stored: little-endian float64, row-major.</summary>
internal static class SeriesBlob
{
    // Little-endian is the only byte order of the platforms the numerics contract names (x64, Arm64).
    public static byte[] Write(double[] values) => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    public static byte[] Write(double[][] rows)
    {
        var bytes = new byte[rows.Sum(row => row.Length) * sizeof(double)];
        var at = 0;
        foreach (var row in rows)
        {
            MemoryMarshal.AsBytes(row.AsSpan()).CopyTo(bytes.AsSpan(at));
            at += row.Length * sizeof(double);
        }
        return bytes;
    }

    public static double[] Read(byte[] bytes) => MemoryMarshal.Cast<byte, double>(bytes).ToArray();

    public static double[][] Read(byte[] bytes, int rows)
    {
        var values = MemoryMarshal.Cast<byte, double>(bytes);
        if (rows < 0 || (rows == 0 ? values.Length > 0 : values.Length % rows != 0))
            throw new FormatException($"{values.Length} values do not make {rows} rows.");
        var result = new double[rows][];
        for (var r = 0; r < rows; r++)
            result[r] = values.Slice(r * (values.Length / rows), values.Length / rows).ToArray();
        return result;
    }
}
