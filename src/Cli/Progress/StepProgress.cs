using Chaos.Actors.Cli.Screens;

namespace Chaos.Actors.Cli.Progress;

/// <summary>
/// How far something long has come that is no campaign: a line rewritten in place, or off a terminal a line now and then. What is
/// over soon shows nothing.
/// </summary>
internal sealed class StepProgress(TimeProvider time, CancellationToken cancellation = default) : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan InLog = TimeSpan.FromSeconds(10);

    private readonly bool _live = Screen.IsLive;
    private long _last = time.GetTimestamp();
    private bool _shown;

    /// <summary>Shows it when it is time to.</summary>
    /// <param name="step">What is being done, such as <c>reading item</c>.</param>
    /// <param name="number">The present one, from 1.</param>
    /// <param name="total">How many there are.</param>
    /// <exception cref="OperationCanceledException">It is to end.</exception>
    public void Show(string step, long number, long total)
    {
        cancellation.ThrowIfCancellationRequested();
        if (time.GetElapsedTime(_last) < (!_live ? InLog : _shown ? OnTerminal : Soon)) return;
        (_last, _shown) = (time.GetTimestamp(), true);
        var line = $"{step} {Format.Count(number)} of {Format.Count(total)}";
        if (_live) Screen.Passing("\r\e[K" + (line.Length < Screen.Width ? line : line[..(Screen.Width - 1)]));
        else Screen.Message(line);
    }

    public void Dispose()
    {
        if (_live && _shown) Screen.Passing("\r\e[K");
    }
}
