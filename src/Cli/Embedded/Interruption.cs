using System.Runtime.InteropServices;
using Chaos.Actors.Cli.Screens;

namespace Chaos.Actors.Cli.Embedded;

/// <summary>Ctrl-C, SIGTERM and the closing of the terminal. The first asks to stop, the second does not ask.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;

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
        if (_source.IsCancellationRequested)
        {
            Screen.Message("stopped at once; what was finished is kept");
            Environment.Exit(ExitCode.Interrupted);
        }
        _source.Cancel();
    }
}
