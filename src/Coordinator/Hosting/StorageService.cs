using Chaos.Actors.Cluster.Hosting;
using Chaos.Actors.Cluster.Settings;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Coordinator.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chaos.Actors.Coordinator.Hosting;

/// <summary>
/// The database of a coordinator, open before the node joins the cluster. One that is only away for the moment (it starts up
/// together with the coordinator, say) is waited for. A SQLite file is this process's alone: two coordinators on one file, each with
/// a cluster of its own, would take the campaigns from each other at every write.
/// </summary>
internal sealed partial class StorageService(NodeSettings settings, TimeProvider time, ILogger<StorageService> log)
    : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(15);

    private FileLock? _alone;
    private ResultsStore? _store;

    public Database Database { get; } = Open(settings.Storage);

    /// <summary>There once the service has started.</summary>
    public ResultsStore Store => _store ?? throw new InvalidOperationException("The database is not open yet.");

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        _alone = Lock(settings.Storage);
        for (var delay = FirstDelay; ; delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay)
        {
            try
            {
                _store = ResultsStore.Open(Database);
                return;
            }
            catch (StorageException e) when (e.InnerException is { } cause && Database.IsTransient(cause))
            {
                LogWaiting(e.Message);
            }
            catch (StorageException e)
            {
                throw Refused(settings.Storage, e);
            }
            await Task.Delay(delay, time, cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _alone?.Dispose();

    private static FileLock? Lock(StorageSettings storage)
    {
        if (storage.ConnectionString is not null) return null;
        // The name that `chaos run` locks its folder by.
        var path = Path.ChangeExtension(storage.Path, ".lock");
        try
        {
            return FileLock.Take(path) ?? throw Refused(storage, new StorageException(
                $"another process{(FileLock.Owner(path) is { } id ? $" ({id})" : "")} works on {storage.Path}; stop it, or choose another file"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused(storage, e);
        }
    }

    private static Database Open(StorageSettings storage)
    {
        try
        {
            if (storage.ConnectionString is null) Directory.CreateDirectory(Path.GetDirectoryName(storage.Path)!);
            return Database.Of(storage.ConnectionString, storage.Path);
        }
        catch (Exception e) when (e is StorageException or IOException or UnauthorizedAccessException)
        {
            throw Refused(storage, e);
        }
    }

    private static SettingsException Refused(StorageSettings storage, Exception error)
    {
        var field = storage.ConnectionString is null ? KnownSettings.Database : KnownSettings.ConnectionString;
        return new SettingsException([$"{field}: {error.Message}"]);
    }

    [LoggerMessage(301, LogLevel.Warning, "Waiting for the database: {Reason}")]
    private partial void LogWaiting(string reason);
}
