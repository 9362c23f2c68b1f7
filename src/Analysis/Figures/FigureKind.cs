namespace Chaos.Actors.Analysis.Figures;

/// <summary>A kind of figure: of what, when it has nothing to show, and how it is drawn.</summary>
/// <typeparam name="T">What one figure shows: a group of cells, or a whole campaign.</typeparam>
/// <param name="Name">Its file name without extension, where the campaign has one group.</param>
/// <param name="LeftOut">Why it has nothing to show, as a clause: "no run was followed by a tangent vector"; null where it has.</param>
/// <param name="Draw">Makes it.</param>
internal sealed record FigureKind<T>(string Name, Func<T, string?> LeftOut, Func<T, Figure> Draw);
