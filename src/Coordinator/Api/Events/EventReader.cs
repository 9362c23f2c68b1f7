using System.Threading.Channels;

namespace Chaos.Actors.Coordinator.Api.Events;

/// <summary>Somebody who is told the events of a topic. Who reads so slowly that the buffer is full is dropped, and may come back.</summary>
internal sealed class EventReader
{
    private const int Buffer = 4096;
    private readonly Channel<ApiEvent> _channel = Channel.CreateBounded<ApiEvent>(Buffer);

    /// <summary>What is to be told first: the events that were missed, or where the campaign stands.</summary>
    public required IReadOnlyList<ApiEvent> First { get; init; }

    /// <summary>Whether items that are done have to be told again: nobody here knows which were missed.</summary>
    public required bool IsStranger { get; init; }

    /// <summary>What is to be told.</summary>
    public ChannelReader<ApiEvent> Events => _channel.Reader;

    /// <summary>Tells it an event; false if it is too slow, and dropped.</summary>
    public bool Tell(ApiEvent happened) => _channel.Writer.TryWrite(happened) || (End() && false);

    /// <summary>There is nothing more to tell.</summary>
    public bool End() => _channel.Writer.TryComplete();
}
