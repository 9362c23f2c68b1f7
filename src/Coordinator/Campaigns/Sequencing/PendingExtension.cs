using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Coordinator.Campaigns.Sequencing;

/// <summary>A submission that changes the campaign's grid, its owner's or its own search's, and is not durable yet.</summary>
/// <param name="Submit">The submission.</param>
/// <param name="Asker">Who is answered when it is; null for a search.</param>
/// <param name="IsDecided">Whether its rows are written, and its events are on their way to the journal.</param>
public sealed record PendingExtension(CampaignCommands.Submit Submit, object? Asker, bool IsDecided = false);
