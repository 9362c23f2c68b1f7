namespace Chaos.Actors.Analysis.Verdicts;

/// <summary>A way to halve the interval of η_c.</summary>
/// <param name="Seeds">Seeds to add, on the same grid; or 0.</param>
/// <param name="Etas">η to add, for the same seeds; or none.</param>
/// <param name="Items">Items to compute.</param>
/// <param name="ReplicaEpochs">Epochs of all their copies together.</param>
/// <param name="SecondsHere">How long that takes on the cores of this machine; NaN where no item's time is known.</param>
public sealed record Settlement(int Seeds, IReadOnlyList<double> Etas, long Items, double ReplicaEpochs, double SecondsHere)
{
    /// <summary>One sentence.</summary>
    public string Text()
    {
        var what = Seeds > 0 ? Numbers.Count(Seeds, "more seed") : $"η = {string.Join(", ", Etas.Select(Numbers.Label))} for the same seeds";
        var time = double.IsNaN(SecondsHere) ? "" : SecondsHere < 120 ? $", about {Numbers.Count((long)Math.Ceiling(SecondsHere))} s here" : $", about {Numbers.Count((long)Math.Ceiling(SecondsHere / 60))} min here";
        return $"What would about halve the interval of η_c: {what} ({Numbers.Count((long)ReplicaEpochs)} replica-epochs{time}).";
    }
}
