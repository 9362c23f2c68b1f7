namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>Names a task, before any of its data are read: a shipped one by its name, or a user's own files.</summary>
/// <param name="Name">mnist, iris, wine, breast-cancer, digits; for a user's files, the name to show.</param>
/// <param name="Train">Use only the first so many training samples; null for all.</param>
/// <param name="Test">Use only the first so many test samples; null for all.</param>
/// <param name="Files">The user's own files; null for a shipped task.</param>
public sealed record TaskSpec(string Name, int? Train = null, int? Test = null, TaskFiles? Files = null)
{
    /// <summary>The name to show, with how much of the data is used: <c>mnist</c>, <c>mnist 2000</c>, <c>mnist 2000/1000</c>.</summary>
    public string Title => (Train, Test) switch
    {
        (null, null) => Name,
        ({ } train, null) => $"{Name} {train}",
        (null, { } test) => $"{Name} all/{test}",
        ({ } train, { } test) => $"{Name} {train}/{test}",
    };
}

/// <summary>A user's own data files.</summary>
public abstract record TaskFiles;

/// <summary>Four IDX files (unsigned bytes; plain or gzip). Pixels are divided by 255.</summary>
public sealed record IdxFiles(string TrainImages, string TrainLabels, string TestImages, string TestLabels) : TaskFiles;

/// <summary>
/// A CSV file (plain or gzip): one sample a row, the class label last (an integer from 0, or a name), an optional header.
/// Without <paramref name="Test"/>, rows with index ≡ 4 (mod 5), counted from 0, are test rows, order kept.
/// </summary>
/// <param name="Train">The file with the training rows (or all rows).</param>
/// <param name="Test">The file with the test rows, or null.</param>
/// <param name="Standardise">Subtract the mean and divide by the population standard deviation of the training rows.</param>
public sealed record CsvFiles(string Train, string? Test = null, bool Standardise = false) : TaskFiles;
