using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Messages;

namespace Chaos.Actors.Coordinator.Api;

/// <summary>The results database as requests read it: on threads of their own, and on any coordinator.</summary>
internal sealed class ResultsReader(Func<ResultsStore> open, ApiThreads threads)
{
    /// <summary>The database.</summary>
    public ResultsStore Store => open();

    /// <summary>Reads something of a campaign.</summary>
    /// <exception cref="ApiProblem">There is no such campaign, or the database is busy.</exception>
    public Task<T> ReadAsync<T>(string name, Func<ResultsStore, StoredCampaign, T> read) =>
        threads.RunAsync(() => read(Store, Find(Store, name)));

    /// <summary>Reads something of all campaigns.</summary>
    public Task<T> ReadAsync<T>(Func<ResultsStore, T> read) => threads.RunAsync(() => read(Store));

    /// <summary>A campaign.</summary>
    /// <exception cref="ApiProblem">There is none of that name.</exception>
    public static StoredCampaign Find(ResultsStore store, string name) =>
        store.Campaigns().FirstOrDefault(campaign => campaign.Spec.Name == name) ?? throw Unknown(name);

    /// <summary>There is no such campaign.</summary>
    public static ApiProblem Unknown(string name) => ApiProblem.NotFound($"There is no campaign \"{new CampaignId(name)}\".");
}
