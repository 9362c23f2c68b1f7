namespace Chaos.Actors.Cli.Progress;

/// <summary>Shows a running campaign to the user.</summary>
internal interface IProgressDisplay : IDisposable
{
    /// <summary>How often it wants to be told.</summary>
    TimeSpan Interval { get; }

    /// <summary>Shows where the campaign stands.</summary>
    void Show(ProgressReport report);

    /// <summary>Shows the last state and leaves it standing.</summary>
    void Finish(ProgressReport report);
}
