using System.IO.Compression;
using Chaos.Actors.Api;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Cli.Outputs;
using Chaos.Actors.Messages;

namespace Chaos.Actors.Cli.Clusters;

/// <summary>Files that a coordinator makes of a campaign's results, downloaded into a folder.</summary>
internal static class ClusterFiles
{
    /// <summary>The report and its figures.</summary>
    public static async Task<IReadOnlyList<string>> ReportAsync(HttpCluster cluster, CampaignId campaign, string folder, CancellationToken cancellation)
    {
        var paths = new List<string>();
        // Asked first: without an answer nothing is written, and no folder made.
        var figures = await cluster.GetAsync<FiguresDocument>(ApiRoutes.For(ApiRoutes.Figures, campaign.Value), cancellation);
        OutputFile.CreateFolder(folder);
        await FetchAsync(ApiRoutes.For(ApiRoutes.Verdict, campaign.Value), "verdict.json");
        foreach (var file in figures.Figures.SelectMany(figure => figure.Files))
            await FetchAsync(ApiRoutes.For(ApiRoutes.Figure, campaign.Value, file), Path.GetFileName(file));
        await FetchAsync(ApiRoutes.For(ApiRoutes.Report, campaign.Value), "report.html");
        return paths;

        async Task FetchAsync(string route, string name)
        {
            var path = Path.GetFullPath(Path.Combine(folder, name));
            await cluster.DownloadAsync(route, source => SaveAsync(source, path), cancellation);
            paths.Add(path);
        }
    }

    /// <summary>The results as files for other programs.</summary>
    public static async Task<IReadOnlyList<string>> ExportAsync(
        HttpCluster cluster, CampaignId campaign, string format, string folder, CancellationToken cancellation)
    {
        var name = format switch { "hdf5" => "h5.zip", _ => format + ".zip" };
        var paths = new List<string>();
        await cluster.DownloadAsync(ApiRoutes.For(ApiRoutes.Export, campaign.Value, name), async source =>
        {
            OutputFile.CreateFolder(folder);
            // An archive is read from its end.
            await using var file = new FileStream(
                Path.Combine(folder, $".{name}.partial"), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
            await source.CopyToAsync(file, cancellation);
            file.Position = 0;
            using var archive = new ZipArchive(file, ZipArchiveMode.Read);
            foreach (var entry in archive.Entries)
            {
                // By its last name alone: nobody writes elsewhere.
                var path = Path.GetFullPath(Path.Combine(folder, Path.GetFileName(entry.FullName)));
                await using var content = entry.Open();
                await SaveAsync(content, path);
                paths.Add(path);
            }
        }, cancellation);
        return paths;
    }

    private static Task SaveAsync(Stream source, string path)
    {
        OutputFile.Write(path, source.CopyTo);
        return Task.CompletedTask;
    }
}
