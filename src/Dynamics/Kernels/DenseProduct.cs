using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>
/// out[r, :] = start[r, :] + Σ_c a[r, c] · b[c, :], c ascending. A block of rows × vectors of outputs stays in registers while c runs, so
/// that each vector of b is loaded once for several rows: three rows of a wide output, eight of a narrow one.
/// </summary>
internal static unsafe class DenseProduct<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc cref="IKernels.AddDenseProduct"/>
    public static void Add(
        double* a, int rowStep, int columnStep, int rows, int columns, double* b, double* start, int startStride,
        double* output, int stride, int width)
    {
        if (width > 2 * ParameterLayout.Lanes)
            WideProduct<TLanes, TVector>.Add(
                a, rowStep, columnStep, rows, columns, b, start, startStride, output, stride, width);
        else
            NarrowProduct<TLanes, TVector>.Add(
                a, rowStep, columnStep, rows, columns, b, start, startStride, output, stride, width);
    }
}
