namespace Chaos.Actors.Campaigns.Files;

/// <summary>One thing that is wrong in a campaign file.</summary>
/// <param name="Line">Line, from 1; 0 when the problem is the file as a whole.</param>
/// <param name="Column">Column, from 1; 0 when the problem is the file as a whole.</param>
/// <param name="Field">The field, such as <c>learningRates[2]</c>; empty when it is no field's problem.</param>
/// <param name="Message">What was found and what was expected.</param>
public sealed record CampaignFileProblem(int Line, int Column, string Field, string Message)
{
    /// <summary>The problem as one line: <c>FILE:LINE:COLUMN: field: found …, expected …</c>.</summary>
    public string Format(string file) =>
        file + (Line > 0 ? $":{Line}:{Column}" : "") + ": " + (Field.Length > 0 ? Field + ": " : "") + Message;
}
