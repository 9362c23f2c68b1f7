using System.Runtime.Serialization;
using Google.Protobuf;

namespace Chaos.Actors.Campaigns.Canonical;

/// <summary>A campaign's specification as text for the results database: the JSON form of specification.proto's CampaignSpec.</summary>
public static class CampaignSpecJson
{
    private static readonly JsonFormatter Formatter =
        new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    /// <summary>The text; equal specifications have equal texts.</summary>
    public static string Write(CampaignSpec spec) => Formatter.Format(spec.ToMessage());

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static CampaignSpec Read(string json)
    {
        try
        {
            return JsonParser.Default.Parse<Schema.CampaignSpec>(json).ToRecord();
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException or SerializationException)
        {
            throw new FormatException($"Not a campaign's specification: {e.Message}", e);
        }
    }
}
