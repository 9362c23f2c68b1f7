namespace Chaos.Actors.Dynamics.Tests.Numerics;

/// <summary>Equality under the numerics contract: the same bits, or both NaN.</summary>
internal static class SameBits
{
    public static bool Are(double a, double b) =>
        BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b));
}
