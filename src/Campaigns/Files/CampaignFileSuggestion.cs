using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Campaigns.Files;

/// <summary>"Did you mean": the known word nearest to a misspelt one.</summary>
internal static class CampaignFileSuggestion
{
    /// <summary>", did you mean 'x'?" or, when nothing is near, the list of what is known.</summary>
    public static string For(string word, IReadOnlyCollection<string> known) =>
        NearestName.Find(word, known) is { } nearest
            ? $"did you mean '{nearest}'?"
            : "expected " + (known.Count == 1 ? "" : "one of ") + string.Join(", ", known);
}
