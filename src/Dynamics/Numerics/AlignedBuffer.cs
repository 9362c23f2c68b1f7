namespace Chaos.Actors.Dynamics.Numerics;

/// <summary>
/// Doubles on a 64-byte boundary that the garbage collector does not move: a vector load never straddles two cache lines.
/// </summary>
public sealed unsafe class AlignedBuffer
{
    private const int Alignment = 64;
    private readonly double[] _array;
    private readonly int _offset;

    /// <summary>Allocates <paramref name="length"/> zeros.</summary>
    public AlignedBuffer(int length)
    {
        Length = length;
        _array = GC.AllocateArray<double>(length + Alignment / sizeof(double), pinned: true);
        fixed (double* start = _array)
        {
            var misalignment = (int)((nuint)start % Alignment);
            _offset = misalignment == 0 ? 0 : (Alignment - misalignment) / sizeof(double);
            Pointer = start + _offset;
        }
    }

    /// <summary>Number of doubles.</summary>
    public int Length { get; }

    /// <summary>The first double; valid for as long as this object is reachable.</summary>
    public double* Pointer { get; }

    /// <summary>The doubles.</summary>
    public Span<double> Span => _array.AsSpan(_offset, Length);
}
