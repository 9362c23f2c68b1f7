using System.Text.Json.Serialization;

namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>Which columns of a CSV file get mean 0 and deviation 1 over the training rows.</summary>
public enum CsvStandardise
{
    /// <summary>None.</summary>
    [JsonStringEnumMemberName("false")]
    None,

    /// <summary>The features.</summary>
    [JsonStringEnumMemberName("true")]
    Features,

    /// <summary>The features and the real target.</summary>
    [JsonStringEnumMemberName("all")]
    All,
}
