using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Api;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Campaigns.Canonical;
using Chaos.Actors.Coordinator.Api.Campaigns;
using Chaos.Actors.Messages;

namespace Chaos.Actors.Coordinator.Results;

/// <summary>
/// Documents of the API that a report carries with it, so that its interactive part asks nobody: one JSON object, by what stands behind
/// the prefix in their addresses. Of many items a bounded number is there, whole seeds first, and the series of a few.
/// </summary>
public static class ReportDocuments
{
    private const int MostCells = 2000;
    private const int MostPoints = 10_000;
    private const int MostItems = 64;
    private const int MostValues = 60_000;
    private static readonly string[] Series = ["distance", "exponents", "accuracy"];

    /// <summary>The documents; null of a campaign with more cells than such a page should draw.</summary>
    /// <param name="store">The database.</param>
    /// <param name="campaign">The campaign.</param>
    /// <param name="analysis">What its series say.</param>
    public static string? Of(ResultsStore store, StoredCampaign campaign, CampaignAnalysis analysis)
    {
        var spec = campaign.Spec;
        if (spec.Grid.Cells > MostCells || analysis.Cells.Count == 0) return null;
        var look = new CampaignLook(spec, StoredProgress.Of(store, campaign));
        var page = new ItemPage(store, look);
        var verdict = JsonSerializer.SerializeToNode(VerdictJson.Of(analysis), ApiJson.Options)!;
        if (spec.Grid.Items > MostPoints)
            foreach (var group in verdict["groups"]!.AsArray()) group!["transients"] = new JsonArray();
        var documents = new JsonObject
        {
            [At(ApiRoutes.Campaign)] = Node(StatusDocument.Of(spec, look.Status)),
            [At(ApiRoutes.Specification)] = JsonNode.Parse(CampaignSpecJson.Write(spec)),
            [At(ApiRoutes.Points) + "?after=-1"] = Node(page.Points(0, MostPoints) with { Next = null }),
            [At(ApiRoutes.Verdict)] = verdict,
            [At(ApiRoutes.Cells)] = Node(new CellsDocument(spec.Name, analysis.Estimator, [.. analysis.Cells.Select(CellDocument.Of)])),
        };
        var values = 0;
        for (var item = 0L; item < Math.Min(MostItems, spec.Grid.Items) && values < MostValues; item++)
        {
            if (store.Whole(campaign.Id, new ItemIndex(item)) is not { } whole) continue;
            var index = item.ToString(CultureInfo.InvariantCulture);
            documents[At(ApiRoutes.Item, index)] = Node(page.Of(item));
            foreach (var series in whole.Series.All.Where(one => Series.Contains(one.Name)))
            {
                values += series.Rows.Length * series.Length;
                documents[At(ApiRoutes.Series, index, series.Name)] =
                    Node(new SeriesDocument(spec.Name, item, series.Name, [.. series.Rows.Select(row => row.Select(Rounded).ToArray())]));
            }
        }
        return documents.ToJsonString(ApiJson.Options);

        string At(string route, params string[] more) => ApiRoutes.For(route, [spec.Name, .. more])[ApiRoutes.Prefix.Length..];
    }

    private static JsonNode? Node<T>(T document) => JsonSerializer.SerializeToNode(document, ApiJson.Options);

    // As many digits as a plot shows.
    private static double Rounded(double value) =>
        double.IsFinite(value) ? double.Parse(value.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : value;
}
