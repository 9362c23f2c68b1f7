using System.Net.Mime;
using System.Text;
using Chaos.Actors.Analysis.Figures;
using Chaos.Actors.Analysis.Reports;
using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Api;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Coordinator.Api.Campaigns;
using Chaos.Actors.Coordinator.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Chaos.Actors.Coordinator.Api.Analyses;

/// <summary>What a campaign's results say: cells, verdict, figures, report, exports. Of one that is running: what is there by now.</summary>
internal static class ResultEndpoints
{
    private const string Png = "image/png";
    private const string Svg = "image/svg+xml";
    private const string Pdf = "application/pdf";
    private const string Zip = MediaTypeNames.Application.Zip;

    // Each takes room on the disk until it is fetched.
    private const int MostExports = 16;
    private static readonly SemaphoreSlim Exports = new(MostExports);

    /// <summary>Answers them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(ApiRoutes.Cells, CellsAsync).Describe<CellsDocument>("getCells", "What the finished seeds of each cell say, with intervals.");
        routes.MapGet(ApiRoutes.Verdict, VerdictAsync).Describe<object>("getVerdict", "What the campaign says: verdict.json of docs/results-format.md.");
        routes.MapGet(ApiRoutes.Figures, FiguresAsync).Describe<FiguresDocument>("listFigures", "The figures that have something to show.");
        routes.MapGet(ApiRoutes.Figure, FigureAsync).Describe("getFigure", "A figure.", StatusCodes.Status200OK, Png, Svg, Pdf);
        routes.MapGet(ApiRoutes.Report, ReportAsync).Describe("getReport", "The report: one HTML file that asks nobody for anything.", StatusCodes.Status200OK, "text/html");
        routes.MapGet(ApiRoutes.Export, ExportAsync).Describe("getExport", "The results as files for other programs: csv.zip, parquet.zip, h5.zip.", StatusCodes.Status200OK, Zip);
    }

    private static async Task<IResult> CellsAsync(string name, CampaignAnalyses analyses)
    {
        var (analysis, _, _) = await analyses.OfAsync(Checked(name));
        return TypedResults.Ok(new CellsDocument(name, analysis.Estimator, [.. analysis.Cells.Select(CellDocument.Of)]));
    }

    private static async Task<IResult> VerdictAsync(string name, CampaignAnalyses analyses) =>
        TypedResults.Json(await analyses.OfAsync(Checked(name), analysed => VerdictJson.Of(analysed.Analysis)), ApiJson.Options);

    private static async Task<IResult> FiguresAsync(string name, CampaignAnalyses analyses)
    {
        var (_, _, figures) = await analyses.OfAsync(Checked(name));
        return TypedResults.Ok(new FiguresDocument(
            name,
            [.. figures.Figures.Select(figure => new FiguresDocument.Figure(
                figure.Stem, [.. FigureFiles.Extensions.Select(extension => figure.Stem + extension)]))],
            figures.LeftOut));
    }

    private static async Task<IResult> FigureAsync(string name, string file, CampaignAnalyses analyses)
    {
        Checked(name);
        var (type, write) = Path.GetExtension(file) switch
        {
            ".png" => (Png, new Action<Figure, Stream>((figure, to) => figure.WritePng(to))),
            ".svg" => (Svg, (figure, to) => figure.WriteSvg(to)),
            ".pdf" => (Pdf, (figure, to) => figure.WritePdf(to)),
            _ => throw ApiProblem.NotFound($"There is no figure {file}; a figure is a .png, .svg or .pdf."),
        };
        var bytes = await analyses.OfAsync(name, analysed =>
        {
            var figure = analysed.Figures.Figures.FirstOrDefault(one => one.Stem == Path.GetFileNameWithoutExtension(file)) ?? throw ApiProblem.NotFound(
                $"Campaign \"{name}\" has no figure {file}; it has {string.Join(", ", analysed.Figures.Figures.Select(one => one.Stem))}.");
            using var drawn = new MemoryStream();
            write(figure, drawn);
            return drawn.ToArray();
        });
        return TypedResults.Bytes(bytes, type);
    }

    private static async Task<IResult> ReportAsync(string name, CampaignAnalyses analyses, ResultsReader data)
    {
        var text = await analyses.OfAsync(Checked(name), analysed =>
        {
            var drawn = analysed.Figures.Figures.ToDictionary(figure => figure.Stem);
            var html = new HtmlReport(stem =>
            {
                var svg = new MemoryStream();
                drawn[stem].WriteSvg(svg);
                svg.Position = 0;
                return svg;
            });
            using var written = new StringWriter();
            html.Write(
                written,
                CampaignReport.Of(analysed.Analysis, analysed.Provenance, analysed.Figures),
                ReportDocuments.Of(data.Store, ResultsReader.Find(data.Store, name), analysed.Analysis));
            return written.ToString();
        });
        return TypedResults.Text(text, "text/html", Encoding.UTF8);
    }

    private static async Task ExportAsync(string name, string file, HttpContext context, CampaignAnalyses analyses, ResultsReader data)
    {
        Checked(name);
        if (!CampaignExport.All.Contains(file)) throw ApiProblem.NotFound($"There is no export {file}, but {string.Join(", ", CampaignExport.All)}.");
        if (!await Exports.WaitAsync(TimeSpan.Zero, context.RequestAborted))
            throw ApiProblem.Unavailable($"{MostExports} exports are being made or fetched already. Ask again in a moment.");
        try
        {
            var made = await analyses.RunAsync(() => CampaignExport.Make(data.Store, name, file, context.RequestAborted));
            await Download.SendAsync(context, made, Zip, $"{name}-{file}");
        }
        finally
        {
            Exports.Release();
        }
    }

    private static string Checked(string name) => CampaignEndpoints.Id(name).Value;
}
