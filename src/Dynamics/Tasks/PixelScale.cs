using System.Text.Json.Serialization;

namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>What becomes of pixels, which files hold as bytes.</summary>
public enum PixelScale
{
    /// <summary>Divided by 255: 0 … 1.</summary>
    [JsonStringEnumMemberName("unit")]
    Unit,

    /// <summary>As they are: 0 … 255.</summary>
    [JsonStringEnumMemberName("raw")]
    Raw,

    /// <summary>Each pixel of each channel with mean 0 and deviation 1 over the training samples.</summary>
    [JsonStringEnumMemberName("standardise")]
    Standardise,
}
