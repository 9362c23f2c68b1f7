using Chaos.Actors.Cli.Screens;

namespace Chaos.Actors.Cli.Progress;

/// <summary>On a terminal: the table of cells, rewritten in place.</summary>
internal sealed class LiveDisplay : IProgressDisplay
{
    private readonly LiveRegion _region = new();

    public TimeSpan Interval { get; } = TimeSpan.FromMilliseconds(200);

    public void Show(ProgressReport report) => _region.Show(LiveFrame.Render(report, Screen.Width, Screen.Height));

    /// <summary>The result table follows on stdout, so that the live one has served.</summary>
    public void Finish(ProgressReport report)
    {
        _region.Clear();
        Screen.Message(report.LastLine);
    }

    public void Dispose() => _region.Dispose();
}
