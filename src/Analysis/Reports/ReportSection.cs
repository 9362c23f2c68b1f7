namespace Chaos.Actors.Analysis.Reports;

/// <summary>A part of a report with a heading of its own.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Blocks">What stands below it.</param>
public sealed record ReportSection(string Title, IReadOnlyList<ReportBlock> Blocks);
