namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>What makes parts with real targets useless for learning, or for measuring it by R², although they can be computed with.</summary>
internal static class RealTargets
{
    /// <summary>The warnings. One sample is a dynamical system too, whose exponents may be known exactly.</summary>
    public static IEnumerable<string> Warnings(LabelledSamples train, LabelledSamples test)
    {
        if (AreAllTheSame(train)) yield return "training part: every sample has the same target: there is nothing to learn from their differences";
        if (AreAllTheSame(test)) yield return "test part: every sample has the same target, and R² is a share of their variance: it says nothing here";
    }

    private static bool AreAllTheSame(LabelledSamples part)
    {
        if (part.Targets is null) return false;
        for (var s = 1; s < part.Count; s++)
            if (!part.TargetsOf(s).SequenceEqual(part.TargetsOf(0))) return false;
        return true;
    }
}
