using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Messages.Trainers;
using Chaos.Actors.TrainerNode.Hosting;

namespace Chaos.Actors.TrainerNode.Tests.Hosting;

public sealed class CoordinatorDataTests
{
    private static readonly DataReference File = new(new string('a', 64), "rows.csv");

    private readonly CoordinatorLine _line = new();
    private readonly List<int> _asked = [];

    [Fact]
    public void Should_put_a_file_together_from_its_parts()
    {
        byte[][] parts = [[1, 2], [3, 4], [5]];
        var data = Answering(fetch => new TrainerCommands.DataPart(fetch.Sha256, fetch.Part, parts.Length, parts[fetch.Part]));
        Assert.Equal([1, 2, 3, 4, 5], Copy(data));
        Assert.Equal([0, 1, 2], _asked);
    }

    [Fact]
    public void Should_say_what_to_do_when_the_coordinator_has_no_such_file()
    {
        var data = Answering(fetch => new TrainerCommands.DataPart(fetch.Sha256, fetch.Part, 0, []));
        var error = Assert.Throws<TaskDataException>(() => Copy(data));
        Assert.Contains("rows.csv: the coordinator has no such file. Send it", error.Message);
    }

    /// <summary>While no coordinator is active, or its database is away, an item waits: it has not failed.</summary>
    [Fact]
    public void Should_ask_again_until_it_is_answered()
    {
        var data = Answering(fetch => _asked.Count < 2 ? null : new TrainerCommands.DataPart(fetch.Sha256, fetch.Part, 1, [7]));
        Assert.Equal([7], Copy(data));
        Assert.Equal([0, 0], _asked);
    }

    [Fact]
    public void Should_stop_waiting_when_nobody_wants_it_any_more()
    {
        using var cancelled = new CancellationTokenSource();
        var data = Answering(_ =>
        {
            cancelled.Cancel();
            return null;
        });
        Assert.Throws<OperationCanceledException>(() => data.Copy(File, Stream.Null, cancelled.Token));
    }

    [Fact]
    public void Should_not_take_the_part_of_another_file_for_its_own()
    {
        var data = Answering(fetch => new TrainerCommands.DataPart(
            _asked.Count < 2 ? new string('b', 64) : fetch.Sha256, fetch.Part, 1, [(byte)_asked.Count]));
        Assert.Equal([2], Copy(data));
    }

    // What it asks is answered on another thread, as the cluster does; null: not at all.
    private CoordinatorData Answering(Func<CoordinatorCommands.FetchData, TrainerCommands.DataPart?> answer)
    {
        var data = new CoordinatorData(_line);
        _line.ConnectCoordinator(message =>
        {
            var fetch = Assert.IsType<CoordinatorCommands.FetchData>(message);
            _asked.Add(fetch.Part);
            if (answer(fetch) is { } part) Task.Run(() => _line.TellData(part));
        });
        return data;
    }

    private static byte[] Copy(CoordinatorData data)
    {
        var copy = new MemoryStream();
        data.Copy(File, copy, CancellationToken.None);
        return copy.ToArray();
    }
}
