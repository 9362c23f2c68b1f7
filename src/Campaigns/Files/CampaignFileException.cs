namespace Chaos.Actors.Campaigns.Files;

/// <summary>A campaign file cannot be used. The message has one line for each problem found.</summary>
/// <param name="file">The file, as the user named it.</param>
/// <param name="problems">What is wrong with it; at least one.</param>
/// <param name="inner">The cause, if there is one.</param>
public sealed class CampaignFileException(
    string file, IReadOnlyList<CampaignFileProblem> problems, Exception? inner = null)
    : Exception(Describe(file, problems), inner)
{
    private const int Shown = 20;

    /// <summary>What is wrong, in the order of the file.</summary>
    public IReadOnlyList<CampaignFileProblem> Problems { get; } = problems;

    private static string Describe(string file, IReadOnlyList<CampaignFileProblem> problems)
    {
        var lines = problems.Take(Shown).Select(problem => problem.Format(file));
        if (problems.Count > Shown) lines = lines.Append($"{file}: and {problems.Count - Shown} more problems");
        return string.Join('\n', lines);
    }
}
