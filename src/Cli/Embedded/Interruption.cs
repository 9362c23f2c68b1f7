using System.Runtime.InteropServices;
using Chaos.Actors.Cli.Screens;

namespace Chaos.Actors.Cli.Embedded;

/// <summary>
/// Ctrl-C, SIGTERM and the closing of the terminal (SIGHUP). The first asks to stop: what is at work is put away. A second Ctrl-C or
/// SIGTERM ends at once, if it is meant: keys bounce, and a signal may come by two ways.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Deliberate = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;
    private long _first;

    public Interruption() => _signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, Handle),
    ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var signal in _signals) signal.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.CompareExchange(ref _first, _time.GetTimestamp(), 0) == 0)
            _source.Cancel();
        // A terminal that closes is nobody's second thought.
        else if (context.Signal != PosixSignal.SIGHUP && _time.GetElapsedTime(_first) >= Deliberate)
        {
            Screen.Message("stopped at once; what was finished is kept");
            Screen.Restore();
            Environment.Exit(ExitCode.Interrupted);
        }
    }
}
