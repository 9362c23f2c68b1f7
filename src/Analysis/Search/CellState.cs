namespace Chaos.Actors.Analysis.Search;

/// <summary>One η of a curve.</summary>
/// <param name="Eta">η.</param>
/// <param name="Seeds">Its items.</param>
/// <param name="Chaotic">Those that are chaotic.</param>
/// <param name="Telling">Those that say whether they are.</param>
/// <param name="Error">The probability with which it may wrongly be taken for settled.</param>
public sealed record CellState(double Eta, int Seeds, int Chaotic, int Telling, double Error)
{
    /// <summary>1 where it is settled that more than half of all seeds are chaotic, −1 where fewer are, else 0.</summary>
    public int Sign { get; } = SignTest.Sign(Chaotic, Telling, Error);

    /// <summary>Whether no seed is chaotic.</summary>
    public bool IsQuiet => Chaotic == 0;

    /// <summary>Whether all are.</summary>
    public bool IsChaotic => Chaotic == Telling;
}
