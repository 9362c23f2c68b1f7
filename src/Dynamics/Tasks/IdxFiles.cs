namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>Four IDX files (unsigned bytes; plain or gzip).</summary>
public sealed record IdxFiles(string TrainImages, string TrainLabels, string TestImages, string TestLabels) : TaskFiles
{
    /// <summary>What becomes of the bytes.</summary>
    public PixelScale Pixels { get; init; }

    /// <inheritdoc/>
    public override string Word() => "idx";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Field, string Path)> Paths() =>
    [
        ("trainImages", TrainImages), ("trainLabels", TrainLabels), ("testImages", TestImages), ("testLabels", TestLabels),
    ];

    /// <inheritdoc/>
    public override TaskFiles At(IReadOnlyList<string> paths) =>
        this with { TrainImages = paths[0], TrainLabels = paths[1], TestImages = paths[2], TestLabels = paths[3] };
}
