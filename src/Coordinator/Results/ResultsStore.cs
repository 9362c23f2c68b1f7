using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Coordinator.Results;

/// <summary>The campaigns and their results in one database file, readable while another process writes it.</summary>
public sealed class ResultsStore
{
    /// <summary>Opens a file for writing; creates it and its tables where needed.</summary>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public static ResultsStore Open(string path) => throw new NotImplementedException(path);

    /// <summary>Opens an existing file for reading.</summary>
    /// <exception cref="StorageException">It does not exist or is not a results database.</exception>
    public static ResultsStore OpenRead(string path) => throw new NotImplementedException(path);

    /// <summary>The campaigns, in order of submission.</summary>
    public IReadOnlyList<StoredCampaign> Campaigns() => throw new NotImplementedException();

    /// <summary>The results of a campaign by item, one row at a time.</summary>
    public IEnumerable<StoredResult> Read(CampaignId campaign) => throw new NotImplementedException();

    /// <summary>The scalar columns of a campaign's results, by item.</summary>
    public IEnumerable<StoredSummary> Summaries(CampaignId campaign) => throw new NotImplementedException();

    /// <summary>The quarantined items of a campaign.</summary>
    public IReadOnlyList<QuarantinedItem> Quarantined(CampaignId campaign) => throw new NotImplementedException();
}
