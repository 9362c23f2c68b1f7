using Chaos.Actors.Coordinator.Storage;

namespace Chaos.Actors.Coordinator.Api;

/// <summary>
/// The few threads on which requests read the database and compute: campaigns go on whatever is asked for. What would wait too long in
/// front of them is sent away.
/// </summary>
internal sealed class ApiThreads(int number = 2) : IDisposable
{
    private const int MostWaiting = 256;
    private readonly StoreThreads _threads = new(number);
    private int _waiting;

    /// <summary>Runs something on one of them.</summary>
    /// <exception cref="ApiProblem">Too much is waiting.</exception>
    public async Task<T> RunAsync<T>(Func<T> work)
    {
        if (Interlocked.Increment(ref _waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            throw ApiProblem.Unavailable("Many requests are waiting for the database. Ask again in a moment.");
        }
        try
        {
            return await _threads.Run(work);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Dispose() => _threads.Dispose();
}
