using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Digests;

/// <summary>Digests of random streams; they have no width, but they must not depend on the instruction set either.</summary>
public static class StreamDigests
{
    private const int Count = 8192;

    /// <summary>Digest of normal variates.</summary>
    public static string Normal()
    {
        var stream = new RandomStream(42, RandomPurpose.InitialParameters, 0, 0);
        return DoublesDigest.Of([.. Enumerable.Range(0, Count).Select(k => stream.Normal(k))]);
    }

    /// <summary>Digest of uniform variates.</summary>
    public static string Uniform()
    {
        var stream = new RandomStream(42, RandomPurpose.Perturbation, 3, 2);
        return DoublesDigest.Of([.. Enumerable.Range(0, Count).Select(k => stream.Uniform(k, -1e-8, 1e-8))]);
    }
}
