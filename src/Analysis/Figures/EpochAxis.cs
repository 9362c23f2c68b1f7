using Chaos.Actors.Campaigns;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>The axis of epochs that panels share.</summary>
internal static class EpochAxis
{
    /// <summary>Its label.</summary>
    public const string Label = "epoch t";

    private const float LabelWidth = 70;

    /// <summary>From the first epoch to the last.</summary>
    public static Axis Of(CampaignSpec campaign, SKRect area) =>
        Axis.Linear(0, campaign.Epochs, (int)Math.Clamp(area.Width / LabelWidth, 2, Math.Min(8, Math.Max(2, campaign.Epochs))));
}
