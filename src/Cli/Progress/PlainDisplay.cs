using Chaos.Actors.Cli.Screens;

namespace Chaos.Actors.Cli.Progress;

/// <summary>Into a file or pipe: a line every few seconds and at every tenth of the way.</summary>
internal sealed class PlainDisplay : IProgressDisplay
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private TimeSpan _last;
    private int _tenth = -1;
    private int _round;

    public TimeSpan Interval { get; } = TimeSpan.FromMilliseconds(500);

    public void Show(ProgressReport report)
    {
        if (report.Round is { } round && report.Campaign.Search!.Round != _round)
        {
            _round = report.Campaign.Search.Round;
            Screen.Message(round);
        }
        var tenth = (int)(report.Share * 10);
        if (_tenth == tenth && report.Elapsed - _last < Every) return;
        (_tenth, _last) = (tenth, report.Elapsed);
        Screen.Message(report.Line);
    }

    public void Finish(ProgressReport report) => Screen.Message(report.LastLine);

    public void Dispose()
    {
    }
}
