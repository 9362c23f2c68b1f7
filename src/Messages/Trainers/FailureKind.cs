namespace Chaos.Actors.Messages.Trainers;

/// <summary>How an attempt failed.</summary>
public enum FailureKind
{
    /// <summary>The computation threw.</summary>
    Threw = 1,

    /// <summary>The trainer that was computing it was lost.</summary>
    TrainerLost = 2,

    /// <summary>The campaign's input cannot be used: another attempt of any of its items would fail the same way.</summary>
    InputUnusable = 3,
}
