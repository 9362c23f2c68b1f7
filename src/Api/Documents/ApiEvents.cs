namespace Chaos.Actors.Api.Documents;

/// <summary>
/// The kinds of server-sent events. Each has an id; whoever comes back with it in <c>Last-Event-ID</c> is sent what came after, some of
/// it perhaps a second time, and nothing is left out.
/// </summary>
public static class ApiEvents
{
    /// <summary>Where a campaign stands, first of all and whenever it changes: a <see cref="CampaignEntry"/>.</summary>
    public const string Status = "status";

    /// <summary>An item's result is there: an <see cref="ItemEvent"/>.</summary>
    public const string Item = "item";

    /// <summary>There is nothing left to do: a <see cref="CampaignEntry"/>.</summary>
    public const string Settled = "settled";

    /// <summary>What a settled campaign says: a <see cref="VerdictEvent"/>.</summary>
    public const string Verdict = "verdict";
}

/// <summary>An item's result is there.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Item">The item.</param>
/// <param name="Cell">Its cell.</param>
/// <param name="Node">Who computed it.</param>
/// <param name="Result">What it says.</param>
public sealed record ItemEvent(string Campaign, long Item, int Cell, string Node, ItemResult Result);

/// <summary>What a settled campaign says.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Sentences">One for each curve; the whole is at <see cref="ApiRoutes.Verdict"/>.</param>
public sealed record VerdictEvent(string Campaign, IReadOnlyList<string> Sentences);
