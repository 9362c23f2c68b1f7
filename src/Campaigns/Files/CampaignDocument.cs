namespace Chaos.Actors.Campaigns.Files;

/// <summary>A campaign and where in its file everything stands.</summary>
public sealed class CampaignDocument
{
    private readonly CampaignFileNode _root;

    internal CampaignDocument(string path, string text, CampaignSpec campaign, CampaignFileNode root) =>
        (Path, Text, Campaign, _root) = (path, text, campaign, root);

    /// <summary>The file, as the user named it.</summary>
    public string Path { get; }

    /// <summary>Its text, as it was when it was read.</summary>
    public string Text { get; }

    /// <summary>What it says.</summary>
    public CampaignSpec Campaign { get; }

    /// <summary>What is wrong with it only where it meets its data.</summary>
    /// <param name="field">The field, such as <c>architectures[0]</c>.</param>
    /// <param name="message">What was found, and what was expected.</param>
    public CampaignFileException Misfit(string field, string message)
    {
        var place = _root.At(field).Start;
        return new CampaignFileException(Path, [new CampaignFileProblem((int)place.Line, (int)place.Column, field, message)]);
    }
}
