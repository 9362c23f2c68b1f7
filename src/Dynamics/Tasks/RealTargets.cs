namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>What parts with real targets must have to be learnt, and measured by R².</summary>
internal static class RealTargets
{
    /// <summary>Refuses parts in which every sample has the same targets.</summary>
    /// <exception cref="TaskDataException">A part has.</exception>
    public static void Check(string task, LabelledSamples train, LabelledSamples test)
    {
        if (AreAllTheSame(train))
            throw new TaskDataException($"Task {task}: every training sample has the same target: there is nothing to learn. Use more samples.");
        if (AreAllTheSame(test))
        {
            throw new TaskDataException(
                $"Task {task}: every test sample has the same target, and R² is a share of their variance. Use more test samples.");
        }
    }

    private static bool AreAllTheSame(LabelledSamples part)
    {
        if (part.Targets is null) return false;
        for (var s = 1; s < part.Count; s++)
            if (!part.TargetsOf(s).SequenceEqual(part.TargetsOf(0))) return false;
        return true;
    }
}
