using System.Collections.Immutable;
using Chaos.Actors.Messages;

namespace Chaos.Actors.Coordinator.Dispatch;

/// <summary>Where an item is. It is in exactly one of these states.</summary>
public abstract record ItemState
{
    private ItemState(ImmutableArray<AttemptId> attempts) => Attempts = attempts;

    /// <summary>The attempts that trainers hold, oldest first.</summary>
    public ImmutableArray<AttemptId> Attempts { get; }

    /// <summary>Nobody has had it, or it was discarded: somewhere in the queue from its cursor on.</summary>
    public sealed record Pending : ItemState
    {
        internal static readonly Pending Value = new();

        private Pending()
            : base([])
        {
        }
    }

    /// <summary>It came back: in the front of the queue.</summary>
    public sealed record Returned : ItemState
    {
        internal static readonly Returned Value = new();

        private Returned()
            : base([])
        {
        }
    }

    /// <summary>One trainer holds it, or two.</summary>
    public sealed record Held : ItemState
    {
        internal Held(ImmutableArray<AttemptId> attempts)
            : base(attempts)
        {
        }
    }

    /// <summary>A fact about it is on its way to the journal: no further one before that is durable. A trainer may hold a copy.</summary>
    public sealed record Committing : ItemState
    {
        internal Committing(ImmutableArray<AttemptId> attempts)
            : base(attempts)
        {
        }
    }

    /// <summary>It failed too often, and is tried again only on request.</summary>
    public sealed record Quarantined : ItemState
    {
        internal static readonly Quarantined Value = new();

        private Quarantined()
            : base([])
        {
        }
    }

    /// <summary>Its result is durable.</summary>
    public sealed record Done : ItemState
    {
        internal static readonly Done Value = new();

        private Done()
            : base([])
        {
        }
    }
}
