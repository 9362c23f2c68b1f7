namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>
/// The matrix whose rows are the patches of an image, which are not copied together: overlapping patches share their pixels. Rows and
/// columns are numbered by two numbers each, the inner one running faster: element (r, c) is at <c>Data + (r / InnerRows) ·
/// OuterRowStep + (r mod InnerRows) · InnerRowStep</c> plus the same of c. Transposed, it has the patches as columns.
/// </summary>
/// <param name="data">Element (0, 0).</param>
/// <param name="outerRows">Such as rows of patches.</param>
/// <param name="innerRows">Such as patches in a row.</param>
/// <param name="outerRowStep">Doubles from an outer row to the next.</param>
/// <param name="innerRowStep">Doubles from an inner row to the next.</param>
/// <param name="outerColumns">Such as rows of a patch.</param>
/// <param name="innerColumns">Such as values of a row of a patch.</param>
/// <param name="outerColumnStep">Doubles from an outer column to the next.</param>
/// <param name="innerColumnStep">Doubles from an inner column to the next.</param>
public readonly unsafe struct PatchView(
    double* data, int outerRows, int innerRows, int outerRowStep, int innerRowStep, int outerColumns, int innerColumns,
    int outerColumnStep, int innerColumnStep)
{
    /// <summary>Element (0, 0).</summary>
    public double* Data { get; } = data;

    /// <summary>Number of rows.</summary>
    public int Rows => OuterRows * InnerRows;

    /// <summary>Number of columns.</summary>
    public int Columns => OuterColumns * InnerColumns;

    /// <summary>Such as rows of patches.</summary>
    public int OuterRows { get; } = outerRows;

    /// <summary>Such as patches in a row.</summary>
    public int InnerRows { get; } = innerRows;

    /// <summary>Doubles from an outer row to the next.</summary>
    public int OuterRowStep { get; } = outerRowStep;

    /// <summary>Doubles from an inner row to the next.</summary>
    public int InnerRowStep { get; } = innerRowStep;

    /// <summary>Such as rows of a patch.</summary>
    public int OuterColumns { get; } = outerColumns;

    /// <summary>Such as values of a row of a patch.</summary>
    public int InnerColumns { get; } = innerColumns;

    /// <summary>Doubles from an outer column to the next.</summary>
    public int OuterColumnStep { get; } = outerColumnStep;

    /// <summary>Doubles from an inner column to the next.</summary>
    public int InnerColumnStep { get; } = innerColumnStep;

    /// <summary>The same elements with rows and columns exchanged.</summary>
    public PatchView Transposed => new(
        Data, OuterColumns, InnerColumns, OuterColumnStep, InnerColumnStep, OuterRows, InnerRows, OuterRowStep, InnerRowStep);

    /// <summary>Where element (r, c) lies.</summary>
    public double* At(int r, int c) => Data
        + (long)(r / InnerRows) * OuterRowStep + (long)(r % InnerRows) * InnerRowStep
        + (long)(c / InnerColumns) * OuterColumnStep + (long)(c % InnerColumns) * InnerColumnStep;

    /// <summary>Some of the outer rows.</summary>
    public PatchView OuterRowRange(int first, int count) => new(
        Data + (long)first * OuterRowStep, count, InnerRows, OuterRowStep, InnerRowStep, OuterColumns, InnerColumns,
        OuterColumnStep, InnerColumnStep);
}
