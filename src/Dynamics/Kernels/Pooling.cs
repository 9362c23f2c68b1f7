using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>
/// Average and maximum of windows, and what they pass back. Lanes are channels: those behind the last channel write what the next
/// window overwrites, and add zeros where something is added.
/// </summary>
internal static unsafe class Pooling<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc cref="IKernels.AveragePool"/>
    public static void Average(in PatchView windows, int channels, double* output)
    {
        var count = TLanes.Broadcast(windows.Columns);
        for (var row = 0; row < windows.OuterRows; row++)
        {
            var x = windows.Data + (long)row * windows.OuterRowStep;
            for (var column = 0; column < windows.InnerRows; column++, x += windows.InnerRowStep, output += channels)
                for (var c = 0; c < channels; c += TLanes.Count)
                {
                    var sum = TLanes.Zero;
                    var pixels = x + c;
                    for (var r = 0; r < windows.OuterColumns; r++, pixels += windows.OuterColumnStep)
                        for (nint q = 0; q < windows.InnerColumns; q++)
                            sum = TLanes.Add(sum, TLanes.Load(pixels + q * windows.InnerColumnStep));
                    TLanes.Store(output + c, TLanes.Divide(sum, count));
                }
        }
    }

    /// <inheritdoc cref="IKernels.AddAveragePoolGradient"/>
    public static void AddAverageGradient(double* delta, int channels, in PatchView windows)
    {
        var count = TLanes.Broadcast(windows.Columns);
        var rest = Rest(channels);
        for (var row = 0; row < windows.OuterRows; row++)
        {
            var below = windows.Data + (long)row * windows.OuterRowStep;
            for (var column = 0; column < windows.InnerRows; column++, below += windows.InnerRowStep, delta += channels)
                for (var c = 0; c < channels; c += TLanes.Count)
                {
                    var part = TLanes.Divide(TLanes.Load(delta + c), count);
                    if (c + TLanes.Count > channels) part = TLanes.And(part, rest);
                    var pixels = below + c;
                    for (var r = 0; r < windows.OuterColumns; r++, pixels += windows.OuterColumnStep)
                        for (nint q = 0; q < windows.InnerColumns; q++)
                        {
                            var pixel = pixels + q * windows.InnerColumnStep;
                            TLanes.Store(pixel, TLanes.Add(TLanes.Load(pixel), part));
                        }
                }
        }
    }

    /// <inheritdoc cref="IKernels.MaximumPool"/>
    public static void Maximum(in PatchView windows, int channels, double* output)
    {
        for (var row = 0; row < windows.OuterRows; row++)
        {
            var x = windows.Data + (long)row * windows.OuterRowStep;
            for (var column = 0; column < windows.InnerRows; column++, x += windows.InnerRowStep, output += channels)
                for (var c = 0; c < channels; c += TLanes.Count)
                {
                    var pixels = x + c;
                    var best = TLanes.Load(pixels);
                    for (var r = 0; r < windows.OuterColumns; r++, pixels += windows.OuterColumnStep)
                        for (nint q = 0; q < windows.InnerColumns; q++)
                        {
                            var value = TLanes.Load(pixels + q * windows.InnerColumnStep);
                            // A NaN wins, and stays, so that no pooling hides it.
                            var larger = TLanes.Select(TLanes.LessThan(best, value), value, best);
                            best = TLanes.Select(TLanes.Equal(value, value), larger, value);
                        }

                    TLanes.Store(output + c, best);
                }
        }
    }

    /// <inheritdoc cref="IKernels.AddMaximumPoolGradient"/>
    public static void AddMaximumGradient(in PatchView values, double* maxima, double* delta, int channels, in PatchView windows)
    {
        var rest = Rest(channels);
        for (var row = 0; row < windows.OuterRows; row++)
        {
            double* x = values.Data + (long)row * values.OuterRowStep, below = windows.Data + (long)row * windows.OuterRowStep;
            for (var column = 0; column < windows.InnerRows; column++)
            {
                for (var c = 0; c < channels; c += TLanes.Count)
                {
                    var (best, left) = (TLanes.Load(maxima + c), TLanes.Load(delta + c)); // what no pixel has taken yet
                    if (c + TLanes.Count > channels) left = TLanes.And(left, rest);
                    nint offset = c;
                    for (var r = 0; r < windows.OuterColumns; r++, offset += windows.OuterColumnStep)
                        for (nint q = 0, at = offset; q < windows.InnerColumns; q++, at += windows.InnerColumnStep)
                        {
                            var isBest = TLanes.Equal(TLanes.Load(x + at), best);
                            TLanes.Store(below + at, TLanes.Add(TLanes.Load(below + at), TLanes.And(isBest, left)));
                            left = TLanes.Select(isBest, TLanes.Zero, left);
                        }
                }

                x += values.InnerRowStep;
                below += windows.InnerRowStep;
                maxima += channels;
                delta += channels;
            }
        }
    }

    /// <inheritdoc cref="IKernels.AddToPatches"/>
    public static void AddToPatches(in MatrixView a, in PatchView patches)
    {
        int length = patches.InnerColumns, whole = length - length % TLanes.Count;
        var rest = Rest(length);
        for (var row = 0; row < patches.OuterRows; row++)
        {
            var target = patches.Data + (long)row * patches.OuterRowStep;
            var source = a.Data + (long)row * patches.InnerRows * a.RowStep;
            for (var column = 0; column < patches.InnerRows; column++, target += patches.InnerRowStep, source += a.RowStep)
            {
                double* from = source, to = target;
                for (var r = 0; r < patches.OuterColumns; r++, from += length, to += patches.OuterColumnStep)
                {
                    nint c = 0;
                    for (; c < whole; c += TLanes.Count)
                        TLanes.Store(to + c, TLanes.Add(TLanes.Load(to + c), TLanes.Load(from + c)));
                    if (c < length) TLanes.Store(to + c, TLanes.Add(TLanes.Load(to + c), TLanes.And(TLanes.Load(from + c), rest)));
                }
            }
        }
    }

    // The mask of the lanes of a last, incomplete vector.
    private static TVector Rest(int length)
    {
        var lanes = stackalloc double[TLanes.Count];
        for (var lane = 0; lane < TLanes.Count; lane++) lanes[lane] = lane < length % TLanes.Count ? 1 : 0;
        return TLanes.Equal(TLanes.Load(lanes), TLanes.Broadcast(1));
    }

    /// <inheritdoc cref="IKernels.MaximumPoolTangent"/>
    public static void MaximumTangent(in PatchView values, double* maxima, in PatchView tangents, int channels, double* output)
    {
        var whole = channels - channels % TLanes.Count;
        for (var (p, offset) = (0, 0); p < values.Rows; p++, offset += channels)
        {
            double* x = values.At(p, 0), t = tangents.At(p, 0);
            MaximumTangent<TLanes, TVector>(x, maxima + offset, t, values, 0, whole, output + offset);
            MaximumTangent<ScalarLanes, double>(x, maxima + offset, t, values, whole, channels, output + offset);
        }
    }

    private static void MaximumTangent<TOf, TValues>(
        double* x, double* maxima, double* tangents, in PatchView windows, int from, int to, double* output)
        where TOf : struct, ILanes<TValues>
        where TValues : struct
    {
        for (var c = from; c < to; c += TOf.Count)
        {
            var (best, found, open) = (TOf.Load(maxima + c), TOf.Zero, TOf.BroadcastBits(-1)); // where none was found yet
            for (var row = 0; row < windows.OuterColumns; row++)
                for (var column = 0; column < windows.InnerColumns; column++)
                {
                    var offset = c + row * windows.OuterColumnStep + column * windows.InnerColumnStep;
                    var isFirst = TOf.And(open, TOf.Equal(TOf.Load(x + offset), best));
                    found = TOf.Select(isFirst, TOf.Load(tangents + offset), found);
                    open = TOf.Select(isFirst, TOf.Zero, open);
                }

            TOf.Store(output + c, found);
        }
    }
}
