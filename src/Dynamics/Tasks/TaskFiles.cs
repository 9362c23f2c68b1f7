namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>A user's own data files.</summary>
public abstract record TaskFiles
{
    private protected TaskFiles()
    {
    }

    /// <summary>The word for them in campaign files.</summary>
    public abstract string Word();

    /// <summary>The paths, each under the name of its field in campaign files.</summary>
    public abstract IReadOnlyList<(string Field, string Path)> Paths();

    /// <summary>The same files elsewhere.</summary>
    /// <param name="paths">As many as <see cref="Paths"/> gives, in its order.</param>
    public abstract TaskFiles At(IReadOnlyList<string> paths);
}
