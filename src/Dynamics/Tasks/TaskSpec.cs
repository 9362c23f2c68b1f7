namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>
/// Names a task, before any of its data are read: a shipped one by its name, a user's own files, or samples that are drawn.
/// </summary>
/// <param name="Name">mnist, iris, wine, breast-cancer, digits; for a user's files and for drawn samples, the name to show.</param>
/// <param name="Train">Use only the first so many training samples; null for all.</param>
/// <param name="Test">Use only the first so many test samples; null for all.</param>
/// <param name="Files">The user's own files, or null.</param>
public sealed record TaskSpec(string Name, int? Train = null, int? Test = null, TaskFiles? Files = null)
{
    /// <summary>How the samples are drawn, or null; never beside <see cref="Files"/>.</summary>
    public SyntheticTask? Synthetic { get; init; }

    /// <summary>Whether real numbers are to be learnt, and not classes.</summary>
    public bool HasRealTargets => Files is CsvFiles { Target: CsvTarget.Real } || Synthetic is { HasRealTargets: true };

    /// <summary>What the series of accuracies measures: accuracy, or R² of real targets.</summary>
    public string Score => HasRealTargets ? "R²" : "accuracy";

    /// <summary>The name to show, with how much of the data is used: <c>mnist</c>, <c>mnist 2000</c>, <c>mnist 2000/1000</c>.</summary>
    public string Title => (Train, Test) switch
    {
        (null, null) => Name,
        ({ } train, null) => $"{Name} {train}",
        (null, { } test) => $"{Name} all/{test}",
        ({ } train, { } test) => $"{Name} {train}/{test}",
    };
}
