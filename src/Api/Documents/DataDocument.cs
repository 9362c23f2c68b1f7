using System.Text.Json.Serialization;

namespace Chaos.Actors.Api.Documents;

/// <summary>A user's own data file that is kept on the cluster.</summary>
/// <param name="Sha256">SHA-256 of its bytes; campaigns name it <c>sha256:HASH/NAME</c>.</param>
/// <param name="Bytes">How many it has.</param>
/// <param name="Stored">When it came.</param>
/// <param name="Campaigns">Those that name it.</param>
public sealed record DataDocument(string Sha256, long Bytes, DateTimeOffset Stored, IReadOnlyList<string> Campaigns)
{
    /// <summary><c>chaos/data/1</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "chaos/data/1";
}
