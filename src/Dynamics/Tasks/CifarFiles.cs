namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>
/// Files in CIFAR-10's binary format (plain or gzip): one record of 3,073 bytes a sample, its class (0 … 9), then 32 × 32 pixels of
/// each of three channels.
/// </summary>
/// <param name="Train">The files with the training samples, in their order; at least one.</param>
/// <param name="Test">The file with the test samples.</param>
public sealed record CifarFiles(IReadOnlyList<string> Train, string Test) : TaskFiles
{
    /// <summary>What becomes of the bytes.</summary>
    public PixelScale Pixels { get; init; }

    /// <inheritdoc/>
    public override string Word() => "cifar";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Field, string Path)> Paths() => [.. Train.Select(path => ("train", path)), ("test", Test)];

    /// <inheritdoc/>
    public override TaskFiles At(IReadOnlyList<string> paths) => this with { Train = [.. paths.SkipLast(1)], Test = paths[^1] };

    /// <inheritdoc/>
    public bool Equals(CifarFiles? other) =>
        other is not null && Train.SequenceEqual(other.Train) && Test == other.Test && Pixels == other.Pixels;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Train[0], Test, Pixels);
}
