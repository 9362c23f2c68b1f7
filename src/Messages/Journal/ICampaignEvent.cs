namespace Chaos.Actors.Messages.Journal;

/// <summary>A fact in a campaign's journal.</summary>
public interface ICampaignEvent;
