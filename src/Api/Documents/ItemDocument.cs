using System.Text.Json.Serialization;

namespace Chaos.Actors.Api.Documents;

/// <summary>A work item: its place in the grid, and what is known of it.</summary>
public sealed record ItemDocument
{
    /// <summary><c>chaos/item/1</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "chaos/item/1";

    /// <summary>Its index.</summary>
    public required long Item { get; init; }

    /// <summary><c>done</c>, <c>running</c>, <c>failed</c> or <c>waiting</c> (also one that lies in a trainer's queue).</summary>
    public required string State { get; init; }

    /// <summary>The cell's index.</summary>
    public required int Cell { get; init; }

    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>The task.</summary>
    public required string Task { get; init; }

    /// <summary>The network.</summary>
    public required string Architecture { get; init; }

    /// <summary>The L2 coefficient.</summary>
    public required double L2 { get; init; }

    /// <summary>β.</summary>
    public required double Momentum { get; init; }

    /// <summary>ε.</summary>
    public required double Epsilon { get; init; }

    /// <summary>η.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Where it was computed, is being computed, or failed last; null of one that waits.</summary>
    public string? Node { get; init; }

    /// <summary>What it says; null unless it is done.</summary>
    public ItemResult? Result { get; init; }

    /// <summary>Epochs done when the node last reported; null unless it is running.</summary>
    public int? Epochs { get; init; }

    /// <summary>How often it failed; null unless it failed for good.</summary>
    public int? Failures { get; init; }

    /// <summary>Its last error; null unless it failed for good.</summary>
    public string? Error { get; init; }

    /// <summary>The series that are stored of it; null in a list, and unless it is done.</summary>
    public IReadOnlyList<SeriesShape>? Series { get; init; }

    /// <summary>A series that is stored.</summary>
    /// <param name="Name">Its name: <c>loss</c>, <c>accuracy</c>, <c>distance</c>, or what the campaign observes.</param>
    /// <param name="Rows">Its rows.</param>
    /// <param name="Columns">Values of a row.</param>
    public sealed record SeriesShape(string Name, int Rows, int Columns);
}
