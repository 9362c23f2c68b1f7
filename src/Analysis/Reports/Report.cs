namespace Chaos.Actors.Analysis.Reports;

/// <summary>
/// What a report says, in its order, before it is HTML or Markdown: text and tables whose numbers are formatted already, so that both
/// tell the same facts in the same digits. Nothing in it is escaped: that is the writers' business.
/// </summary>
/// <param name="Title">The campaign's name.</param>
/// <param name="Subtitle">One line below it.</param>
/// <param name="Sections">First to last.</param>
public sealed record Report(string Title, string Subtitle, IReadOnlyList<ReportSection> Sections);
