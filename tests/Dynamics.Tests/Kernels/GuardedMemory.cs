using System.Runtime.InteropServices;

namespace Chaos.Actors.Dynamics.Tests.Kernels;

/// <summary>
/// Memory for kernels to compute in: each buffer ends where a page begins that cannot be touched, so that a kernel which reads or writes
/// one element too many ends the process. The buffers live until this is disposed.
/// </summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int None = 0, ReadWrite = 3, Private = 2;
    private static readonly int Anonymous = OperatingSystem.IsMacOS() ? 0x1000 : 0x20;

    private readonly List<(nint Address, nuint Length)> _maps = [];

    /// <summary>A buffer of zeros.</summary>
    public GuardedBuffer Zeros(int length)
    {
        var page = (nuint)Environment.SystemPageSize;
        var bytes = (nuint)length * sizeof(double);
        var usable = (bytes + page - 1) / page * page;
        var address = Map(0, usable + page, ReadWrite, Private | Anonymous, -1, 0);
        if (address == -1) throw new OutOfMemoryException($"mmap: error {Marshal.GetLastPInvokeError()}");
        _maps.Add((address, usable + page));
        if (Protect(address + (nint)usable, page, None) != 0)
            throw new InvalidOperationException($"mprotect: error {Marshal.GetLastPInvokeError()}");
        return new GuardedBuffer((double*)(address + (nint)(usable - bytes)), length);
    }

    /// <summary>A buffer of numbers between −scale and scale.</summary>
    public GuardedBuffer Random(int length, int seed, double scale = 1)
    {
        var (buffer, random) = (Zeros(length), new Random(seed));
        foreach (ref var value in buffer.Span) value = scale * (2 * random.NextDouble() - 1);
        return buffer;
    }

    /// <summary>A buffer with the same content.</summary>
    public GuardedBuffer Copy(GuardedBuffer source)
    {
        var copy = Zeros(source.Length);
        source.Span.CopyTo(copy.Span);
        return copy;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (address, length) in _maps) _ = Unmap(address, length);
        _maps.Clear();
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(nint address, nuint length);
}

/// <summary>Doubles of a <see cref="GuardedMemory"/>.</summary>
internal readonly unsafe struct GuardedBuffer(double* pointer, int length)
{
    public double* Pointer { get; } = pointer;

    public int Length { get; } = length;

    public Span<double> Span => new(Pointer, Length);
}
