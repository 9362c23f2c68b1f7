using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Messages.Trainers;

/// <summary>What every item of a campaign needs.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Tasks">The tasks.</param>
/// <param name="TaskContents">The content that their data must have.</param>
/// <param name="NumericsVersion">The numerics contract the results have to follow.</param>
/// <param name="Thresholds">Test accuracies at which training times are taken.</param>
public sealed record CampaignWork(
    CampaignId Campaign,
    IReadOnlyList<TaskSpec> Tasks,
    TaskContents TaskContents,
    int NumericsVersion,
    IReadOnlyList<double> Thresholds);
