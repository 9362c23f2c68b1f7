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
    /// <inheritdoc cref="IKernels.AddProduct"/>
    public static void Add(in MatrixView a, in MatrixView b, in MatrixView start, in MatrixView output)
    {
        if (output.Columns > 2 * ParameterLayout.Lanes) WideProduct<TLanes, TVector>.Add(a, b, start, output);
        else NarrowProduct<TLanes, TVector>.Add(a, b, start, output);
    }
}
