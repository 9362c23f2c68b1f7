using System.IO.Compression;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Api;
using Chaos.Actors.Coordinator.Exports;
using Chaos.Actors.Coordinator.Results;

namespace Chaos.Actors.Coordinator.Api.Analyses;

/// <summary>
/// A campaign's results as files for other programs, in one archive: the files that <c>chaos export</c> writes. On a disk, for a campaign
/// may be larger than memory should hold, and whoever fetches it may be slow.
/// </summary>
internal static class CampaignExport
{
    private const string Csv = "csv.zip";
    private const string Parquet = "parquet.zip";
    private const string Distances = "h5.zip";

    // A disk that fills up would stop campaigns that are kept on it.
    private const long LeftFree = 256L << 20;
    private const int ItemsBetweenLooks = 256;

    // The first that an archive can say: the same results make the same bytes, whenever and by whichever coordinator.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Those there are.</summary>
    public static IReadOnlyList<string> All { get; } = [Csv, Parquet, Distances];

    /// <summary>Makes one.</summary>
    /// <param name="store">The database.</param>
    /// <param name="name">The campaign's name.</param>
    /// <param name="export">One of <see cref="All"/>.</param>
    /// <param name="cancellation">Nobody waits for it any more.</param>
    /// <returns>The archive; it is gone when it is closed, or this process ends.</returns>
    /// <exception cref="ApiProblem">There is no such campaign, or it has no such export, or the disk is full.</exception>
    public static Stream Make(ResultsStore store, string name, string export, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var campaign = ResultsReader.Find(store, name);
        var made = TemporaryFile();
        try
        {
            using (var archive = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
            {
                // Some are not written from front to back, nor one after the other, as an archive has to be.
                Write(store, campaign, export, (file, write) =>
                {
                    using var whole = TemporaryFile();
                    write(whole);
                    whole.Position = 0;
                    var entry = archive.CreateEntry(file, CompressionLevel.Fastest);
                    entry.LastWriteTime = NoTime;
                    using var packed = entry.Open();
                    whole.CopyTo(packed);
                }, Watch(cancellation));
            }
            // Rows have other places in another grid.
            if (ResultsReader.Find(store, name).Spec != campaign.Spec)
                throw ApiProblem.Unavailable($"Campaign \"{name}\" was given another grid meanwhile. Ask again.");
            made.Position = 0;
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    private static void Write(
        ResultsStore store, StoredCampaign campaign, string export, Action<string, Action<Stream>> file, Action<string, long, long> progress)
    {
        switch (export)
        {
            case Csv:
                CsvFiles.Write(Pass(), file);
                break;
            case Parquet:
                ParquetFiles.Write(Pass(), file);
                break;
            case Distances when DistanceFiles.Objection(campaign.Spec) is { } objection:
                throw ApiProblem.NotFound(objection);
            case Distances:
                DistanceFiles.Write(store, campaign, file, progress);
                break;
            default:
                throw new ArgumentException($"There is no export {export}.", nameof(export));
        }

        ResultPass Pass() => new(store, campaign, Exponent.Usual(campaign.Spec), CampaignAnalyses.ThisProgram, progress);
    }

    // Is called for each item.
    private static Action<string, long, long> Watch(CancellationToken cancellation)
    {
        var (looks, disk) = (0L, new DriveInfo(Path.GetTempPath()));
        return (_, _, _) =>
        {
            cancellation.ThrowIfCancellationRequested();
            if (looks++ % ItemsBetweenLooks == 0 && disk.AvailableFreeSpace < LeftFree)
                throw ApiProblem.Unavailable("The coordinator's disk has no room for it. `chaos export` beside the database needs none of it.");
        };
    }

    private static FileStream TemporaryFile()
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, 1 << 16, FileOptions.DeleteOnClose);
        // Where a file may lose its name while it is open, even a process that is killed leaves nothing behind.
        if (!OperatingSystem.IsWindows()) File.Delete(file.Name);
        return file;
    }
}
