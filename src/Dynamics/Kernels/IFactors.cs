using System.Runtime.CompilerServices;

namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>How the left factor of a dense product is stored: as numbers, or as bytes that a table translates.</summary>
/// <typeparam name="T">An element in memory.</typeparam>
internal unsafe interface IFactors<T>
    where T : unmanaged
{
    /// <summary>The number that an element stands for.</summary>
    static abstract double Value(T element, double* table);
}

/// <summary>The elements are the numbers.</summary>
internal readonly unsafe struct Numbers : IFactors<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Value(double element, double* table) => element;
}

/// <summary>The elements are codes, 0 … 255, into a table.</summary>
internal readonly unsafe struct Codes : IFactors<byte>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Value(byte element, double* table) => table[element];
}
