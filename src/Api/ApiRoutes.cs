using System.Text.RegularExpressions;

namespace Chaos.Actors.Api;

/// <summary>The addresses of the HTTP API: the one place that knows them, for the server, for clients and for tests.</summary>
public static partial class ApiRoutes
{
    /// <summary>What every address of this version begins with. Within a version, routes and fields are only ever added.</summary>
    public const string Prefix = "/api/v1";

    /// <summary>GET: the OpenAPI document.</summary>
    public const string OpenApi = Prefix + "/openapi.json";

    /// <summary>GET: <see cref="Documents.ListDocument"/>.</summary>
    public const string Campaigns = Prefix + "/campaigns";

    /// <summary>
    /// GET: <see cref="Documents.StatusDocument"/>. PUT with a campaign file: <see cref="Documents.SubmittedDocument"/>; <c>priority</c>,
    /// <c>seeds</c>. DELETE: removes it.
    /// </summary>
    public const string Campaign = Campaigns + "/{name}";

    /// <summary>GET: the specification, as docs/results-format.md describes the column <c>spec</c>.</summary>
    public const string Specification = Campaign + "/specification";

    /// <summary>POST; each answers with the <see cref="Documents.StatusDocument"/> afterwards.</summary>
    public const string Pause = Campaign + "/pause";

    /// <summary>POST.</summary>
    public const string Resume = Campaign + "/resume";

    /// <summary>POST.</summary>
    public const string Cancel = Campaign + "/cancel";

    /// <summary>POST.</summary>
    public const string Retry = Campaign + "/retry";

    /// <summary>
    /// POST: the campaign as it is, with <c>seeds</c> in all or with <c>eta</c> (several times) added: <see cref="Documents.SubmittedDocument"/>.
    /// </summary>
    public const string Extend = Campaign + "/extend";

    /// <summary>GET: <see cref="Documents.CellsDocument"/>.</summary>
    public const string Cells = Campaign + "/cells";

    /// <summary>GET: <see cref="Documents.ItemsDocument"/>; <c>state</c>, <c>after</c>, <c>limit</c>.</summary>
    public const string Items = Campaign + "/items";

    /// <summary>GET: <see cref="Documents.PointsDocument"/>; <c>after</c>, <c>limit</c>.</summary>
    public const string Points = Campaign + "/points";

    /// <summary>GET: <see cref="Documents.ItemDocument"/>.</summary>
    public const string Item = Items + "/{item}";

    /// <summary>GET: <see cref="Documents.SeriesDocument"/>, or raw float64 or an Arrow stream, as <c>Accept</c> says.</summary>
    public const string Series = Item + "/series/{series}";

    /// <summary>GET: the schema <c>chaos/verdict/1</c>.</summary>
    public const string Verdict = Campaign + "/verdict";

    /// <summary>GET: <see cref="Documents.FiguresDocument"/>.</summary>
    public const string Figures = Campaign + "/figures";

    /// <summary>GET: a figure as PNG, SVG or PDF.</summary>
    public const string Figure = Figures + "/{file}";

    /// <summary>GET: the report, one HTML file.</summary>
    public const string Report = Campaign + "/report.html";

    /// <summary>GET: csv.zip, parquet.zip or h5.zip.</summary>
    public const string Export = Campaign + "/exports/{file}";

    /// <summary>GET: server-sent events of one campaign, of every kind.</summary>
    public const string CampaignEvents = Campaign + "/events";

    /// <summary>GET: server-sent events of all campaigns: every kind but <c>item</c>.</summary>
    public const string Events = Prefix + "/events";

    /// <summary>GET: <see cref="Documents.NodesDocument"/>.</summary>
    public const string Nodes = Prefix + "/nodes";

    /// <summary>POST: <see cref="Documents.ExclusionDocument"/>; <c>dryRun</c>.</summary>
    public const string Exclude = Nodes + "/{node}/exclude";

    /// <summary>POST: <see cref="Documents.ExclusionDocument"/>.</summary>
    public const string Include = Nodes + "/{node}/include";

    /// <summary>GET: <see cref="Documents.DataListDocument"/>.</summary>
    public const string Data = Prefix + "/data";

    /// <summary>
    /// PUT with the bytes of a file whose SHA-256 this is, GET: <see cref="Documents.DataDocument"/>, or the bytes, as <c>Accept</c> says. DELETE: removes it, unless a campaign
    /// names it.
    /// </summary>
    public const string DataFile = Data + "/{hash}";

    /// <summary>An address: the template with its places filled, from left to right.</summary>
    public static string For(string template, params IEnumerable<string> values)
    {
        using var next = values.GetEnumerator();
        return Place().Replace(template, place => next.MoveNext()
            ? Uri.EscapeDataString(next.Current)
            : throw new ArgumentException($"{template}: nothing for {place.Value}.", nameof(values)));
    }

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex Place();
}
