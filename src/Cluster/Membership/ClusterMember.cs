using System.Net.Sockets;
using Akka.Actor;
using Akka.Hosting;
using Chaos.Actors.Cluster.Hosting;
using Chaos.Actors.Cluster.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Chaos.Actors.Cluster.Membership;

/// <summary>
/// Keeps this process in the cluster. An actor system that was put out of the cluster can never come back, so the process
/// builds another and joins again.
/// </summary>
public sealed partial class ClusterMember(
    NodeSettings settings, Action<AkkaConfigurationBuilder> configure, ILoggerFactory logs, TimeProvider time)
    : IHostedService
{
    private static readonly TimeSpan LeaveTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BeforeJoining = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private readonly ILogger _log = logs.CreateLogger<ClusterMember>();
    private readonly CancellationTokenSource _stopping = new();
    private MemberState _state = MemberState.Outside;
    private IHost? _host;
    private TaskCompletionSource<string> _orphaned = new();
    private Task _staying = Task.CompletedTask;

    /// <summary>Its place in the cluster.</summary>
    public MemberState State => Volatile.Read(ref _state);

    /// <summary>Whether it is in the cluster or trying to be.</summary>
    public bool IsAlive => !_staying.IsFaulted;

    /// <inheritdoc/>
    /// <exception cref="SettingsException">It cannot listen where it should.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await JoinAsync(cancellationToken);
        }
        catch (Exception e) when (Cause<SocketException>(e) is { } refused)
        {
            throw new SettingsException([
                $"{KnownSettings.Port}: cannot listen on {settings.Cluster.Host}:{settings.Cluster.Port} ({refused.Message}); "
                + "stop what listens there, or choose another"]);
        }
        _staying = StayAsync();
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _staying.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_host is not null) await _host.EndAsync(LeaveTimeout);
        LogLeft();
    }

    // Coordinators that start one after the other wait for each other, and for what is left of one that was put out; an only one
    // waits for nobody.
    private TimeSpan? Patience => settings.Kind switch
    {
        NodeKind.Coordinator when settings.Cluster.Coordinators == 1 => null,
        NodeKind.Coordinator => settings.Cluster.OrphanedAfter * 3 + settings.Cluster.HeartbeatPause * 2,
        _ => settings.Cluster.OrphanedAfter,
    };

    private async Task JoinAsync(CancellationToken cancellation)
    {
        var orphaned = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var host = ActorHost.Build(ClusterNames.System, logs, akka =>
        {
            akka.AddChaosCluster(settings);
            configure(akka);
            akka.WithActors((system, _) => system.ActorOf(
                Props.Create(() => new MembershipWatch(settings.Kind, Record, Patience, reason => orphaned.TrySetResult(reason), time)), "membership"));
        });
        try
        {
            await host.StartAsync(cancellation);
        }
        catch
        {
            await host.EndAsync(BeforeJoining);
            throw;
        }
        (_host, _orphaned) = (host, orphaned);
    }

    private async Task StayAsync()
    {
        var stopping = Task.Delay(Timeout.InfiniteTimeSpan, _stopping.Token);
        while (true)
        {
            var system = _host!.Services.GetRequiredService<ActorSystem>();
            await Task.WhenAny(system.WhenTerminated, _orphaned.Task, stopping);
            if (_stopping.IsCancellationRequested) return;
            if (system.WhenTerminated.IsCompleted)
            {
                LogPutOut();
            }
            else
            {
                LogOrphaned(await _orphaned.Task, Patience!.Value);
                // Not the polite way out, which waits for members that may all be gone.
                var cluster = AkkaCluster.Get(system);
                cluster.Down(cluster.SelfAddress);
                await Task.WhenAny(system.WhenTerminated, Task.Delay(AfterFailure, time));
            }
            await _host.EndAsync(LeaveTimeout);
            _host = null;
            if (!await RejoinAsync()) return;
        }
    }

    private async Task<bool> RejoinAsync()
    {
        var delay = BeforeJoining;
        while (true)
        {
            await Task.Delay(delay, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stopping.IsCancellationRequested) return false;
            try
            {
                await JoinAsync(_stopping.Token);
                LogJoining();
                return true;
            }
            catch (Exception e) when (!_stopping.IsCancellationRequested)
            {
                LogCannotJoin(e);
                delay = AfterFailure;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }

    private void Record(MemberState state)
    {
        if (Interlocked.Exchange(ref _state, state) != state) LogState(state);
    }

    private static T? Cause<T>(Exception error)
        where T : Exception =>
        error as T
        ?? (error as AggregateException)?.InnerExceptions.Select(Cause<T>).FirstOrDefault(cause => cause is not null)
        ?? (error.InnerException is { } inner ? Cause<T>(inner) : null);

    [LoggerMessage(101, LogLevel.Information, "This node is {State}.")]
    private partial void LogState(MemberState state);

    [LoggerMessage(102, LogLevel.Warning, "The cluster has put this node out; it joins again.")]
    private partial void LogPutOut();

    [LoggerMessage(103, LogLevel.Warning, "{Trouble} for {Time}; this node leaves and joins again.")]
    private partial void LogOrphaned(string trouble, TimeSpan time);

    [LoggerMessage(104, LogLevel.Information, "Joining the cluster.")]
    private partial void LogJoining();

    [LoggerMessage(105, LogLevel.Error, "Cannot join the cluster; trying again.")]
    private partial void LogCannotJoin(Exception error);

    [LoggerMessage(106, LogLevel.Information, "This node has left the cluster.")]
    private partial void LogLeft();
}
