namespace Chaos.Actors.Api.Documents;

/// <summary>Why a request was refused: RFC 9457, <c>application/problem+json</c>.</summary>
/// <param name="Type">What kind of problem, for programs: one of <see cref="ProblemTypes"/>.</param>
/// <param name="Title">The same in a few words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What was found and what to do about it, in sentences.</param>
/// <param name="Errors">What is wrong with a campaign file; null where none was given.</param>
/// <param name="Differences">In what two campaigns of one name differ, a phrase each; null where that is not the problem.</param>
public sealed record ProblemDocument(
    string Type,
    string Title,
    int Status,
    string Detail,
    IReadOnlyList<ProblemDocument.FileError>? Errors = null,
    IReadOnlyList<string>? Differences = null)
{
    /// <summary>One thing that is wrong in a campaign file.</summary>
    /// <param name="File">The file, as the request named it.</param>
    /// <param name="Line">Line, from 1; 0 when it is the file as a whole.</param>
    /// <param name="Column">Column, from 1; 0 when it is the file as a whole.</param>
    /// <param name="Field">The field, such as <c>learningRates[2]</c>; empty when it is no field's problem.</param>
    /// <param name="Message">What was found and what was expected.</param>
    public sealed record FileError(string File, int Line, int Column, string Field, string Message);
}
