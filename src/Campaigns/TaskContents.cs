using System.Collections.Immutable;

namespace Chaos.Actors.Campaigns;

/// <summary>The data of a campaign's tasks: the content hash of each, in the order of the task axis.</summary>
public sealed record TaskContents
{
    private TaskContents(ImmutableArray<string> hashes) => Hashes = hashes;

    /// <summary>One hash a task.</summary>
    public ImmutableArray<string> Hashes { get; }

    /// <summary>As it is stored and sent: the hashes with a space between them, so that one is as it was when there was only one.</summary>
    public string Text => string.Join(' ', Hashes);

    /// <summary>The hashes in the order of the task axis.</summary>
    public static TaskContents Of(params IEnumerable<string> hashes) => new([.. hashes]);

    /// <summary>From its text.</summary>
    public static TaskContents Parse(string text) => new([.. text.Split(' ')]);

    /// <inheritdoc/>
    public bool Equals(TaskContents? other) => other is not null && Hashes.SequenceEqual(other.Hashes);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
