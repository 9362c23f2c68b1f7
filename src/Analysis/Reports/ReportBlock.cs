using Chaos.Actors.Analysis.Figures;

namespace Chaos.Actors.Analysis.Reports;

/// <summary>A piece of a report: one of the records in here.</summary>
public abstract record ReportBlock
{
    private ReportBlock()
    {
    }

    /// <summary>What a reader who reads nothing else should read.</summary>
    /// <param name="About">What it is about, where there are several; else empty.</param>
    /// <param name="Sentences">The sentences.</param>
    public sealed record Verdict(string About, IReadOnlyList<string> Sentences) : ReportBlock;

    /// <summary>Running text.</summary>
    /// <param name="Head">The words it begins with, set apart; may be empty.</param>
    /// <param name="Text">The rest.</param>
    public sealed record Paragraph(string Head, string Text) : ReportBlock;

    /// <summary>A figure, which lies beside the report as STEM.svg and STEM.png.</summary>
    /// <param name="Figure">The figure.</param>
    public sealed record Plot(Figure Figure) : ReportBlock;

    /// <summary>A table.</summary>
    /// <param name="Title">What it shows.</param>
    /// <param name="Columns">The columns' heads.</param>
    /// <param name="Rows">As many texts each as there are columns.</param>
    public sealed record Table(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : ReportBlock
    {
        /// <summary>So many columns from the left hold words, all others numbers.</summary>
        public int Words { get; init; }

        /// <summary>A sentence on what its columns mean, or on the rows that are left out; may be empty.</summary>
        public string Note { get; init; } = "";
    }

    /// <summary>Text of another language, as it is.</summary>
    /// <param name="Title">What it is.</param>
    /// <param name="Language">Such as yaml.</param>
    /// <param name="Text">Its lines.</param>
    public sealed record Listing(string Title, string Language, string Text) : ReportBlock;
}
