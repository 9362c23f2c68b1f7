namespace Chaos.Actors.Dynamics.Training;

/// <summary>A series of a pair group: rows of equal length, whose columns belong to epochs.</summary>
/// <param name="Name">Such as <c>loss</c>.</param>
/// <param name="Rows">[rows][columns].</param>
public sealed record NamedSeries(string Name, double[][] Rows)
{
    /// <summary>Values of a row; 0 where there is no row.</summary>
    public int Length => Rows.Length == 0 ? 0 : Rows[0].Length;
}
