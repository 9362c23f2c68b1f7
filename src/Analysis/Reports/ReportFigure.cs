namespace Chaos.Actors.Analysis.Reports;

/// <summary>A figure that was drawn.</summary>
/// <param name="Stem">Its file name without extension.</param>
/// <param name="Title">What it shows, in a few words.</param>
/// <param name="Caption">How to read it.</param>
public sealed record ReportFigure(string Stem, string Title, string Caption);
