namespace Chaos.Actors.Campaigns.Files;

/// <summary>A campaign and where in its file everything stands.</summary>
public sealed class CampaignDocument
{
    private readonly CampaignFileNode _root;

    internal CampaignDocument(string path, CampaignSpec campaign, CampaignFileNode root) => (Path, Campaign, _root) = (path, campaign, root);

    /// <summary>The file, as the user named it.</summary>
    public string Path { get; }

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
