using MathNet.Numerics;

namespace Chaos.Actors.Analysis.Search;

/// <summary>
/// Whether more or fewer than half of all seeds are chaotic at an η, asked after every seed. The evidence is a likelihood ratio against ½,
/// averaged over all fractions on the one side: a martingale if ½ or the other side is true, which by Ville's inequality ever reaches 1/α with
/// probability at most α, whenever one stops (Ramdas, Grünwald, Vovk and Shafer, Statist. Sci. 38, 576 (2023)).
/// </summary>
public static class SignTest
{
    /// <summary>1: more than half; −1: fewer than half; 0: not settled.</summary>
    /// <param name="chaotic">Chaotic seeds.</param>
    /// <param name="seeds">All seeds that tell.</param>
    /// <param name="error">α, the probability with which the wrong sign may ever be taken for settled.</param>
    public static int Sign(int chaotic, int seeds, double error)
    {
        var limit = -Math.Log(error);
        return LogEvidence(chaotic, seeds) >= limit ? 1 : LogEvidence(seeds - chaotic, seeds) >= limit ? -1 : 0;
    }

    /// <summary>ln of 2 ∫ (2p)^k (2(1 − p))^(n − k) dp over p from ½ to 1.</summary>
    private static double LogEvidence(int k, int n)
    {
        var share = SpecialFunctions.BetaRegularized(n - k + 1, k + 1, 0.5); // of Beta(k + 1, n − k + 1) above ½
        return (n + 1) * Math.Log(2) + SpecialFunctions.BetaLn(k + 1, n - k + 1) + Math.Log(share);
    }
}
