namespace Chaos.Actors.Coordinator.Api.Events;

/// <summary>The events of a campaign, or of all, with the last of them for who comes back.</summary>
internal sealed class EventTopic
{
    private const int Remembered = 4096;
    private readonly Lock _lock = new();
    private readonly HashSet<EventReader> _readers = [];
    private readonly Queue<ApiEvent> _last = new();
    private readonly Dictionary<string, ApiEvent> _state = [];
    private long _number;

    /// <summary>What its ids begin with: no other topic, and none of another process, has the same.</summary>
    public string Mark { get; } = Guid.NewGuid().ToString("N")[..12];

    /// <summary>Whether it has nothing more to say.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Whether anybody listens.</summary>
    public bool HasReaders
    {
        get
        {
            lock (_lock) return _readers.Count > 0;
        }
    }

    /// <summary>The id of an event, as a reader has it to come back with.</summary>
    public string IdOf(ApiEvent happened) => $"{Mark}-{happened.Number}";

    /// <summary>Lets somebody listen.</summary>
    /// <param name="lastId">The id of the last event that they heard; null if they never did.</param>
    public EventReader? Join(string? lastId)
    {
        lock (_lock)
        {
            if (IsEnded) return null;
            var after = Number(lastId);
            var known = after is { } number && number <= _number && (_last.Count == 0 ? number == _number : number >= _last.Peek().Number - 1);
            var reader = new EventReader
            {
                First = known ? [.. _last.Where(happened => happened.Number > after)] : [.. _state.Values],
                IsStranger = lastId is { Length: > 0 } && !known,
            };
            _readers.Add(reader);
            return reader;
        }
    }

    /// <summary>Somebody listens no longer.</summary>
    public void Leave(EventReader reader)
    {
        lock (_lock) _readers.Remove(reader);
    }

    /// <summary>Something has happened.</summary>
    /// <param name="kind">What.</param>
    /// <param name="document">The document about it.</param>
    /// <param name="state">What it replaces: who comes first of all is told the last of each; null if it is told only as it happens.</param>
    public void Publish<T>(string kind, T document, string? state)
    {
        lock (_lock)
        {
            var happened = ApiEvent.Of(++_number, kind, document);
            _last.Enqueue(happened);
            if (_last.Count > Remembered) _last.Dequeue();
            if (state is not null) _state[state] = happened;
            _readers.RemoveWhere(reader => !reader.Tell(happened));
        }
    }

    /// <summary>What was said of this does not hold any more.</summary>
    public void Withdraw(string state)
    {
        lock (_lock) _state.Remove(state);
    }

    /// <summary>Nothing more will be said.</summary>
    public void End()
    {
        lock (_lock)
        {
            IsEnded = true;
            foreach (var reader in _readers) reader.End();
            _readers.Clear();
        }
    }

    private long? Number(string? id) =>
        id is not null && id.StartsWith(Mark + "-", StringComparison.Ordinal) && long.TryParse(id.AsSpan(Mark.Length + 1), out var number) ? number : null;
}
