using System.Text.Json.Serialization;

namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>What the label of a row in a CSV file is.</summary>
public enum CsvTarget
{
    /// <summary>A class: an integer from 0, or a name.</summary>
    [JsonStringEnumMemberName("class")]
    Class,

    /// <summary>A real number.</summary>
    [JsonStringEnumMemberName("real")]
    Real,
}
