namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>What a data file was taken for.</summary>
/// <param name="Path">The file.</param>
/// <param name="Samples">The samples in it.</param>
/// <param name="Header">The names of its columns, or null when it has none.</param>
/// <param name="HeaderLine">The line (from 1) of the header.</param>
/// <param name="FirstSampleLine">The line (from 1) of the first sample; null where there are no lines.</param>
public sealed record TaskFileContent(
    string Path, int Samples, IReadOnlyList<string>? Header = null, int? HeaderLine = null, int? FirstSampleLine = null);
