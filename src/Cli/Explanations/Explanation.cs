using Chaos.Actors.Cli.Screens;

namespace Chaos.Actors.Cli.Explanations;

/// <summary>Why a campaign stands where it does, for people.</summary>
/// <param name="Campaign">Its name.</param>
/// <param name="State">Where it stands, in a word or two.</param>
/// <param name="Sentences">Why.</param>
/// <param name="Next">The command that brings it on; null where there is nothing to do but wait.</param>
internal sealed record Explanation(string Campaign, string State, IReadOnlyList<string> Sentences, string? Next)
{
    /// <summary>Writes it to stdout.</summary>
    public void Write(bool json)
    {
        if (json)
        {
            JsonOutput.Write(new { Schema = "chaos/explain/1", Campaign, State, Sentences, Next });
            return;
        }
        Screen.Paragraph($"{Campaign}: {State}");
        foreach (var sentence in Sentences) Screen.Paragraph(sentence);
        if (Next is not null) Screen.Result($"next:  {Next}");
    }
}
