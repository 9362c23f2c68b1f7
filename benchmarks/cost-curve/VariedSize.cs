namespace Chaos.Actors.Benchmarks.CostCurve;

/// <summary>One size that is varied while the others stay at <see cref="Size.Base"/>.</summary>
/// <param name="Name">What varies.</param>
/// <param name="Quantity">What is timed.</param>
/// <param name="Values">The values it takes, ascending.</param>
/// <param name="At">The item's sizes at a value.</param>
internal sealed record VariedSize(string Name, Quantity Quantity, IReadOnlyList<int> Values, Func<int, Size> At)
{
    /// <summary>The five sizes.</summary>
    public static IReadOnlyList<VariedSize> All { get; } =
    [
        new("training samples", Quantity.ReplicaEpoch, [1_250, 2_500, 5_000, 10_000, 20_000, 40_000, 60_000],
            n => Size.Base with { Samples = n }),
        new("hidden units", Quantity.ReplicaEpoch, [8, 16, 32, 64, 128, 256, 512], n => Size.Base with { Units = n }),
        new("hidden layers of 64", Quantity.ReplicaEpoch, [1, 2, 3, 4, 6, 8, 12], n => Size.Base with { Layers = n }),
        new("networks, 1 + M", Quantity.GroupEpoch, [2, 3, 5, 9, 17, 33], n => Size.Base with { Networks = n }),
        new("epochs", Quantity.Item, [8, 16, 32, 64, 128], n => Size.Base with { Epochs = n }),
    ];

    /// <summary>What is timed, in words.</summary>
    public string QuantityName => Quantity switch
    {
        Quantity.ReplicaEpoch => "replica-epoch",
        Quantity.GroupEpoch => "epoch of the group",
        _ => "item",
    };
}

/// <summary>What is timed.</summary>
internal enum Quantity
{
    /// <summary>An epoch, divided by the number of networks.</summary>
    ReplicaEpoch,

    /// <summary>An epoch of the reference and all replicas.</summary>
    GroupEpoch,

    /// <summary>A whole item.</summary>
    Item,
}
