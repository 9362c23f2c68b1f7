using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Curvature;

/// <summary>Modified Gram–Schmidt.</summary>
internal static unsafe class GramSchmidt
{
    /// <summary>
    /// Makes vectors orthonormal, in their order: from each, for every earlier one in turn, v ← fma(−⟨u, v⟩, u, v); then r = √⟨v, v⟩ and
    /// v ← v / r. A vector of which nothing is left stays 0, with ln r = −∞.
    /// </summary>
    /// <param name="kernels">What it computes with.</param>
    /// <param name="vectors">The vectors, replaced.</param>
    /// <param name="logarithms">Receives ln r of each.</param>
    public static void Orthonormalise(IKernels kernels, ReadOnlySpan<AlignedBuffer> vectors, Span<double> logarithms)
    {
        for (var i = 0; i < vectors.Length; i++)
        {
            double* v = vectors[i].Pointer;
            var length = vectors[i].Length;
            for (var j = 0; j < i; j++)
                kernels.AddMultiple(-kernels.Dot(vectors[j].Pointer, v, length), vectors[j].Pointer, v, length);
            var r = Math.Sqrt(kernels.Dot(v, v, length));
            if (r != 0) kernels.Divide(v, r, length);
            logarithms[i] = ElementaryFunctionsReference.Log(r);
            GC.KeepAlive(vectors[i]);
        }
    }
}
