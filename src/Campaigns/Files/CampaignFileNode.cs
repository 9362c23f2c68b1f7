using YamlDotNet.Core;

namespace Chaos.Actors.Campaigns.Files;

/// <summary>A piece of a YAML document and where it stands.</summary>
internal abstract record CampaignFileNode(Mark Start)
{
    /// <summary>The node in a message: what was found.</summary>
    public abstract string Describe();

    /// <summary>
    /// The node of a field such as <c>architectures[0].network</c>, or the innermost one around it that was written: of a list of one
    /// value the value may stand alone, and what is not given has no place of its own.
    /// </summary>
    public CampaignFileNode At(string field)
    {
        var node = this;
        foreach (var step in field.Split('.', '['))
        {
            var below = node switch
            {
                CampaignFileMap map => map.Entries.FirstOrDefault(entry => entry.Key.Value == step).Value,
                CampaignFileList list when int.TryParse(step.TrimEnd(']'), out var index) => list.Items.ElementAtOrDefault(index),
                _ => null,
            };
            if (below is not null) node = below;
        }
        return node;
    }
}

/// <param name="Start">Where it starts.</param>
/// <param name="Value">The text, without quotes.</param>
/// <param name="Quoted">Quoted text is never a number.</param>
internal sealed record CampaignFileScalar(Mark Start, string Value, bool Quoted) : CampaignFileNode(Start)
{
    private const int Shown = 40;

    /// <summary>Where it ends, quotes included.</summary>
    public required Mark End { get; init; }

    public bool IsNothing => !Quoted && Value is "" or "~" or "null";

    public override string Describe()
    {
        if (IsNothing) return "nothing";
        var text = Value.Length > Shown ? string.Concat(Value.AsSpan(0, Shown), "…") : Value;
        text = string.Concat(text.Select(c => char.IsControl(c) ? '·' : c));
        return Quoted ? $"the text \"{text}\"" : text;
    }
}

internal sealed record CampaignFileList(Mark Start, IReadOnlyList<CampaignFileNode> Items) : CampaignFileNode(Start)
{
    public override string Describe() => Items.Count == 0 ? "an empty list" : "a list";
}

internal sealed record CampaignFileMap(
    Mark Start, IReadOnlyList<(CampaignFileScalar Key, CampaignFileNode Value)> Entries) : CampaignFileNode(Start)
{
    public override string Describe() => Entries.Count == 0 ? "an empty mapping" : "a mapping";
}
