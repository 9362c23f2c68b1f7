using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Api.Documents;

/// <summary>An item that is not tried again unless asked.</summary>
/// <param name="Item">Its index.</param>
/// <param name="Failures">How often it failed.</param>
/// <param name="Error">Its last error.</param>
/// <param name="Node">Where that happened.</param>
public sealed record FailedItem(long Item, int Failures, string Error, string Node)
{
    /// <summary>The same of the protocol's.</summary>
    public static FailedItem Of(QuarantinedItem item) => new(item.Item.Value, item.Failures, item.Error, item.Node.Value);
}
