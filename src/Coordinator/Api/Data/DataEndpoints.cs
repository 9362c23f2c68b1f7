using System.Net.Mime;
using Chaos.Actors.Api;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Cluster.Settings;
using Chaos.Actors.Coordinator.Hosting;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Dynamics.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Chaos.Actors.Coordinator.Api.Data;

/// <summary>Users' own data files, by what they hold.</summary>
internal static class DataEndpoints
{
    // Each holds a part in memory and a thread while it is written.
    private const int MostUploads = 4;
    private const string Raw = MediaTypeNames.Application.Octet;
    private static readonly SemaphoreSlim Uploads = new(MostUploads);

    /// <summary>Answers them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(ApiRoutes.Data, ListAsync).Describe<DataListDocument>("listData", "The data files that are kept, and which campaigns name them.");
        routes.MapGet(ApiRoutes.DataFile, FindAsync)
            .Produces<Stream>(StatusCodes.Status200OK, Raw)
            .Describe<DataDocument>("getData", "Whether a data file is kept, and which campaigns name it; with Accept: application/octet-stream its bytes.");
        routes.MapPut(ApiRoutes.DataFile, PutAsync)
            .Accepts<Stream>(Raw, "text/csv", "application/gzip", "application/x-www-form-urlencoded")
            .Describe<DataDocument>("putData", "Keeps a data file; campaigns name it sha256:HASH/NAME.", StatusCodes.Status201Created);
        routes.MapDelete(ApiRoutes.DataFile, DeleteAsync).Describe("deleteData", "Removes a data file that no campaign names.", StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ListAsync(ResultsReader data, DataStore files) => TypedResults.Ok(await data.ReadAsync(store =>
    {
        var campaigns = store.Campaigns();
        return new DataListDocument([.. files.All().Select(file => Document(file, campaigns))]);
    }));

    private static async Task<IResult> FindAsync(string hash, HttpRequest request, ResultsReader data, DataStore files)
    {
        if (!request.Headers.Accept.ToString().Contains(Raw, StringComparison.OrdinalIgnoreCase))
            return TypedResults.Ok(await data.ReadAsync(store => Document(Find(files, hash), store.Campaigns())));
        var file = await data.ReadAsync(_ => Find(files, hash));
        request.HttpContext.Response.ContentLength = file.Length;
        return TypedResults.Stream(
            async body =>
            {
                for (var part = 0; part < file.Parts; part++)
                {
                    // A length that was announced and not kept to tells that it was removed meanwhile.
                    if (await data.ReadAsync(_ => files.Part(hash, part)) is not { } bytes) return;
                    await body.WriteAsync(bytes, request.HttpContext.RequestAborted);
                }
            },
            Raw);
    }

    private static async Task<IResult> PutAsync(
        string hash, HttpRequest request, DataStore files, ResultsReader data, NodeSettings settings, CancellationToken cancellation)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = DataStore.LargestFile;
        if (!await Uploads.WaitAsync(TimeSpan.Zero, cancellation))
            throw ApiProblem.Unavailable($"{MostUploads} files are being sent already. Send this one again in a moment.");
        try
        {
            var (file, isNew) = await files.PutAsync(hash, request.Body, settings.Storage.DataLimit, cancellation);
            var document = await data.ReadAsync(store => Document(file, store.Campaigns()));
            return isNew ? TypedResults.Created(ApiRoutes.For(ApiRoutes.DataFile, hash), document) : TypedResults.Ok(document);
        }
        catch (DataRefusedException e)
        {
            throw ApiProblem.BadRequest(e.Message, e.Why is DataRefusal.TooLarge or DataRefusal.NoRoom
                ? StatusCodes.Status413PayloadTooLarge
                : StatusCodes.Status400BadRequest);
        }
        finally
        {
            Uploads.Release();
        }
    }

    private static async Task<IResult> DeleteAsync(string hash, ResultsReader data, DataStore files)
    {
        await data.ReadAsync(store =>
        {
            var document = Document(Find(files, hash), store.Campaigns());
            if (document.Campaigns.Count > 0)
                throw ApiProblem.WrongState($"The file is named by {string.Join(", ", document.Campaigns)}. Delete those first; trainers need it as long as they are there.");
            return files.Remove(hash);
        });
        return TypedResults.NoContent();
    }

    private static StoredFile Find(DataStore files, string hash) =>
        (DataReference.IsHash(hash) ? files.Find(hash) : null) ?? throw ApiProblem.NotFound($"No data file with the SHA-256 {hash} is kept here.");

    private static DataDocument Document(StoredFile file, IEnumerable<StoredCampaign> campaigns) => new(
        file.Sha256,
        file.Length,
        file.Stored,
        [.. campaigns.Where(campaign => campaign.Spec.Tasks.Any(task => Names(task, file.Sha256))).Select(campaign => campaign.Spec.Name)]);

    private static bool Names(TaskSpec task, string hash) =>
        task.Files is { } files && files.Paths().Any(file => DataReference.Parse(file.Path)?.Sha256 == hash);
}
