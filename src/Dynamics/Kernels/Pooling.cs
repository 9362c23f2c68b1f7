using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>Average and maximum of windows, and what they pass back: lanes are channels, the last few of them one by one.</summary>
internal static unsafe class Pooling<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc cref="IKernels.AveragePool"/>
    public static void Average(in PatchView windows, int channels, double* output)
    {
        var whole = channels - channels % TLanes.Count;
        for (var (p, offset) = (0, 0); p < windows.Rows; p++, offset += channels)
        {
            Average<TLanes, TVector>(windows.At(p, 0), windows, 0, whole, output + offset);
            Average<ScalarLanes, double>(windows.At(p, 0), windows, whole, channels, output + offset);
        }
    }

    /// <inheritdoc cref="IKernels.AddAveragePoolGradient"/>
    public static void AddAverageGradient(double* delta, int channels, in PatchView windows)
    {
        var whole = channels - channels % TLanes.Count;
        for (var (p, offset) = (0, 0); p < windows.Rows; p++, offset += channels)
        {
            AddAverageGradient<TLanes, TVector>(delta + offset, windows, 0, whole, windows.At(p, 0));
            AddAverageGradient<ScalarLanes, double>(delta + offset, windows, whole, channels, windows.At(p, 0));
        }
    }

    /// <inheritdoc cref="IKernels.MaximumPool"/>
    public static void Maximum(in PatchView windows, int channels, double* output)
    {
        var whole = channels - channels % TLanes.Count;
        for (var (p, offset) = (0, 0); p < windows.Rows; p++, offset += channels)
        {
            Maximum<TLanes, TVector>(windows.At(p, 0), windows, 0, whole, output + offset);
            Maximum<ScalarLanes, double>(windows.At(p, 0), windows, whole, channels, output + offset);
        }
    }

    /// <inheritdoc cref="IKernels.AddMaximumPoolGradient"/>
    public static void AddMaximumGradient(in PatchView values, double* maxima, double* delta, int channels, in PatchView windows)
    {
        var whole = channels - channels % TLanes.Count;
        for (var (p, offset) = (0, 0); p < windows.Rows; p++, offset += channels)
        {
            double* x = values.At(p, 0), d = windows.At(p, 0);
            AddMaximumGradient<TLanes, TVector>(x, maxima + offset, delta + offset, windows, 0, whole, d);
            AddMaximumGradient<ScalarLanes, double>(x, maxima + offset, delta + offset, windows, whole, channels, d);
        }
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

    private static void Average<TOf, TValues>(double* x, in PatchView windows, int from, int to, double* output)
        where TOf : struct, ILanes<TValues>
        where TValues : struct
    {
        var count = TOf.Broadcast(windows.Columns);
        for (var c = from; c < to; c += TOf.Count)
        {
            var sum = TOf.Zero;
            for (var row = 0; row < windows.OuterColumns; row++)
                for (var column = 0; column < windows.InnerColumns; column++)
                    sum = TOf.Add(sum, TOf.Load(x + c + row * windows.OuterColumnStep + column * windows.InnerColumnStep));
            TOf.Store(output + c, TOf.Divide(sum, count));
        }
    }

    private static void AddAverageGradient<TOf, TValues>(double* delta, in PatchView windows, int from, int to, double* below)
        where TOf : struct, ILanes<TValues>
        where TValues : struct
    {
        var count = TOf.Broadcast(windows.Columns);
        for (var c = from; c < to; c += TOf.Count)
        {
            var part = TOf.Divide(TOf.Load(delta + c), count);
            for (var row = 0; row < windows.OuterColumns; row++)
                for (var column = 0; column < windows.InnerColumns; column++)
                {
                    var target = below + c + row * windows.OuterColumnStep + column * windows.InnerColumnStep;
                    TOf.Store(target, TOf.Add(TOf.Load(target), part));
                }
        }
    }

    private static void Maximum<TOf, TValues>(double* x, in PatchView windows, int from, int to, double* output)
        where TOf : struct, ILanes<TValues>
        where TValues : struct
    {
        for (var c = from; c < to; c += TOf.Count)
        {
            var best = TOf.Load(x + c);
            for (var row = 0; row < windows.OuterColumns; row++)
                for (var column = 0; column < windows.InnerColumns; column++)
                {
                    var value = TOf.Load(x + c + row * windows.OuterColumnStep + column * windows.InnerColumnStep);
                    // A NaN wins, and stays, so that no pooling hides it.
                    var larger = TOf.Select(TOf.LessThan(best, value), value, best);
                    best = TOf.Select(TOf.Equal(value, value), larger, value);
                }

            TOf.Store(output + c, best);
        }
    }

    private static void AddMaximumGradient<TOf, TValues>(
        double* x, double* maxima, double* delta, in PatchView windows, int from, int to, double* below)
        where TOf : struct, ILanes<TValues>
        where TValues : struct
    {
        for (var c = from; c < to; c += TOf.Count)
        {
            var (best, left) = (TOf.Load(maxima + c), TOf.Load(delta + c)); // what no pixel has taken yet
            for (var row = 0; row < windows.OuterColumns; row++)
                for (var column = 0; column < windows.InnerColumns; column++)
                {
                    var offset = c + row * windows.OuterColumnStep + column * windows.InnerColumnStep;
                    var isBest = TOf.Equal(TOf.Load(x + offset), best);
                    TOf.Store(below + offset, TOf.Add(TOf.Load(below + offset), TOf.And(isBest, left)));
                    left = TOf.Select(isBest, TOf.Zero, left);
                }
        }
    }
}
