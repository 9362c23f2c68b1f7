using Chaos.Actors.Cluster.Tests.Networks;
using Chaos.Actors.Cluster.Tests.Nodes;
using Chaos.Actors.Databases;

namespace Chaos.Actors.Cluster.Tests.Faults;

/// <summary>
/// A cluster with a campaign, each node and the database on a host of its own (a network namespace), to which a schedule of faults
/// happens. Afterwards everything is as it was, and a trial's invariants hold.
/// </summary>
internal sealed class SoakRound : IDisposable
{
    private readonly FaultSchedule _schedule;
    private readonly NamespaceNetwork _network = new();
    private readonly NamespaceHost[] _hosts;
    private readonly PostgresServer _database;
    private readonly Playground _cluster;
    private readonly Trial _trial;
    private readonly Node?[] _nodes;

    public SoakRound(FaultSchedule schedule, ITestOutputHelper output)
    {
        _schedule = schedule;
        _hosts =
        [
            .. Enumerable.Range(0, schedule.Coordinators).Select(number => _network.AddHost($"c{number}")),
            .. Enumerable.Range(0, schedule.Trainers).Select(number => _network.AddHost($"t{number}")),
        ];
        var database = _network.AddHost("database");
        _database = new PostgresServer(database.Namespace, $"{database.Address}");
        _cluster = new Playground(_database.CreateDatabase(), [.. _hosts[..schedule.Coordinators].Select(Place.At)]);
        _trial = new Trial(_cluster, output);
        _nodes = new Node?[_hosts.Length];
    }

    public void Dispose()
    {
        _cluster.Dispose();
        _database.Dispose();
        _network.Dispose();
    }

    /// <summary>Lets it happen.</summary>
    public async Task RunAsync(Action<string> tell)
    {
        await _cluster.MakeCertificatesAsync([.. _hosts.Select(host => $"{host.Address}")]);
        for (var number = 0; number < _nodes.Length; number++) Start(number);
        await _trial.SubmitAsync();
        await _trial.ProgressAsync(1);
        var happened = 0;
        foreach (var step in _schedule.Faults)
        {
            await Task.Delay(step.After);
            // A fast machine has finished before everything could go wrong.
            if (_trial.Stored >= Trial.Items - _nodes.Length) break;
            _trial.Fault(step.Kind.ToString());
            await HappenAsync(step);
            happened++;
        }
        for (var number = 0; number < _nodes.Length; number++)
        {
            if (_nodes[number] is not { HasEnded: false } node) Start(number);
            else Assert.False(node.HasEnded, node.ToString());
        }
        await _trial.SurviveAsync();
        tell($"  survived {happened} of {_schedule.Faults.Count} faults");
    }

    private async Task HappenAsync(FaultSchedule.Step step)
    {
        switch (step.Kind)
        {
            case FaultSchedule.Kind.Kill:
                await KillAsync(step.Node);
                await Task.Delay(step.For);
                Start(step.Node);
                break;
            case FaultSchedule.Kind.Stop:
                // Without a database, or a coordinator to hand over to, that takes its time, and its end is not waited for here: a node
                // that is not gone in time is killed, as by Kubernetes.
                Alive(step.Node).Signal("TERM");
                await Task.Delay(step.For);
                await KillAsync(step.Node);
                Start(step.Node);
                break;
            case FaultSchedule.Kind.Pause:
                await Alive(step.Node).PauseAsync();
                await Task.Delay(step.For);
                Alive(step.Node).Signal("CONT");
                break;
            case FaultSchedule.Kind.CutOff:
                _network.Part(_hosts[step.Node]);
                await Task.Delay(step.For);
                _network.Heal(_hosts[step.Node]);
                break;
            case FaultSchedule.Kind.StopDatabase or FaultSchedule.Kind.KillDatabase:
                _database.Stop(step.Kind == FaultSchedule.Kind.KillDatabase ? ShutdownMode.Immediate : ShutdownMode.Fast);
                await Task.Delay(step.For);
                _database.Start();
                break;
            case FaultSchedule.Kind.KillAll:
                await Task.WhenAll(Enumerable.Range(0, _nodes.Length).Select(KillAsync));
                await Task.Delay(step.For);
                for (var number = 0; number < _nodes.Length; number++) Start(number);
                break;
            default:
                throw new InvalidOperationException($"{step.Kind} is not done to anybody");
        }
    }

    // Nobody ends by himself, whatever happens.
    private Node Alive(int number)
    {
        var node = _nodes[number]!;
        Assert.False(node.HasEnded, node.ToString());
        return node;
    }

    private Task KillAsync(int number) => _nodes[number] is { HasEnded: false } node ? node.KillAsync() : Task.CompletedTask;

    private void Start(int number)
    {
        _nodes[number] = number < _schedule.Coordinators
            ? _cluster.Coordinator(number)
            : _cluster.Trainer(_hosts[number].Name, Place.At(_hosts[number]));
    }
}
