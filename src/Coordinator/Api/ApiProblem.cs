using System.Globalization;
using Chaos.Actors.Api;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Messages.Campaigns;
using Microsoft.AspNetCore.Http;

namespace Chaos.Actors.Coordinator.Api;

/// <summary>A request is refused.</summary>
internal sealed class ApiProblem(ProblemDocument problem, Exception? cause = null) : Exception(problem.Detail, cause)
{
    private const string ContentType = "application/problem+json";

    public ProblemDocument Problem { get; } = problem;

    /// <summary>When to ask again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static ApiProblem NotFound(string detail) => Of(StatusCodes.Status404NotFound, detail);

    public static ApiProblem BadRequest(string detail, int status = StatusCodes.Status400BadRequest) => Of(status, detail);

    public static ApiProblem WrongState(string detail) => Of(StatusCodes.Status409Conflict, detail);

    public static ApiProblem Unavailable(string detail) =>
        new(Document(StatusCodes.Status503ServiceUnavailable, detail)) { RetryAfter = TimeSpan.FromSeconds(2) };

    /// <summary>What is stored is damaged.</summary>
    public static ApiProblem Damaged(string detail) => new(Document(StatusCodes.Status500InternalServerError, detail, ProblemTypes.Damaged));

    /// <summary>The problem of a status that nobody has said more about.</summary>
    public static ApiProblem Of(int status, string detail) => new(Document(status, detail));

    /// <summary>A campaign file that cannot be used.</summary>
    public static ApiProblem Of(CampaignFileException error, string file) => new(
        Document(StatusCodes.Status422UnprocessableEntity, error.Message) with
        {
            Errors = [.. error.Problems.Select(problem =>
                new ProblemDocument.FileError(file, problem.Line, problem.Column, problem.Field, problem.Message))],
        },
        error);

    /// <summary>What the coordinator refused.</summary>
    public static ApiProblem Of(RefusalKind kind, string reason, IReadOnlyList<string>? differences = null) => kind switch
    {
        RefusalKind.UnknownCampaign => NotFound(reason),
        RefusalKind.DifferentSpec => new(Document(StatusCodes.Status409Conflict, reason, ProblemTypes.DifferentCampaign) with { Differences = differences }),
        RefusalKind.DifferentTaskData or RefusalKind.DifferentNumerics =>
            new(Document(StatusCodes.Status409Conflict, reason, ProblemTypes.DifferentOrigin)),
        RefusalKind.WrongPhase => WrongState(reason),
        _ => Unavailable(reason),
    };

    /// <summary>Answers with it.</summary>
    public static async Task WriteAsync(HttpContext context, ApiProblem problem)
    {
        context.Response.StatusCode = problem.Problem.Status;
        if (problem.RetryAfter is { } pause)
            context.Response.Headers.RetryAfter = Math.Ceiling(pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (problem.Problem.Status == StatusCodes.Status401Unauthorized) context.Response.Headers.WWWAuthenticate = "Bearer";
        await context.Response.WriteAsJsonAsync(problem.Problem, ApiJson.Options, ContentType, context.RequestAborted);
    }

    private static ProblemDocument Document(int status, string detail, string? type = null)
    {
        type ??= status switch
        {
            StatusCodes.Status401Unauthorized => ProblemTypes.NoToken,
            StatusCodes.Status403Forbidden => ProblemTypes.NotAllowed,
            StatusCodes.Status404NotFound => ProblemTypes.NotFound,
            StatusCodes.Status409Conflict => ProblemTypes.WrongState,
            StatusCodes.Status422UnprocessableEntity => ProblemTypes.CampaignFile,
            StatusCodes.Status429TooManyRequests => ProblemTypes.TooMany,
            StatusCodes.Status503ServiceUnavailable => ProblemTypes.Unavailable,
            >= StatusCodes.Status500InternalServerError => ProblemTypes.Failed,
            _ => ProblemTypes.BadRequest,
        };
        return new ProblemDocument(type, Title(type), status, detail);
    }

    private static string Title(string type) => type switch
    {
        ProblemTypes.CampaignFile => "The campaign file cannot be used",
        ProblemTypes.NoToken => "A token is needed",
        ProblemTypes.NotAllowed => "This is not allowed",
        ProblemTypes.NotFound => "There is no such thing",
        ProblemTypes.DifferentCampaign => "A campaign of that name is another one",
        ProblemTypes.DifferentOrigin => "The campaign was begun with other data or numerics",
        ProblemTypes.WrongState => "It makes no sense in this state",
        ProblemTypes.TooMany => "Too many requests",
        ProblemTypes.Unavailable => "Not at the moment",
        ProblemTypes.Damaged => "What is stored is damaged",
        ProblemTypes.Failed => "Something is wrong here",
        _ => "The request cannot be understood",
    };
}
