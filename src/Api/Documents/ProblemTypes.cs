namespace Chaos.Actors.Api.Documents;

/// <summary>The kinds of problems: the <c>type</c> of <see cref="ProblemDocument"/>, relative to docs/api.md.</summary>
public static class ProblemTypes
{
    /// <summary>400, 413, 415: the request cannot be understood.</summary>
    public const string BadRequest = "bad-request";

    /// <summary>422: the campaign file is wrong; <c>errors</c> says where.</summary>
    public const string CampaignFile = "campaign-file";

    /// <summary>401: no token, or none that is known.</summary>
    public const string NoToken = "no-token";

    /// <summary>403: the token, or the way the request came, does not allow this.</summary>
    public const string NotAllowed = "not-allowed";

    /// <summary>404: there is no such campaign, item, series, figure or node.</summary>
    public const string NotFound = "not-found";

    /// <summary>409: a campaign of that name is another one; <c>differences</c> says in what.</summary>
    public const string DifferentCampaign = "different-campaign";

    /// <summary>409: the task's data, or the numerics contract, are not those that the campaign was begun with.</summary>
    public const string DifferentOrigin = "different-origin";

    /// <summary>409: it makes no sense in the campaign's state.</summary>
    public const string WrongState = "wrong-state";

    /// <summary>429: too many requests; <c>Retry-After</c> says when to come back.</summary>
    public const string TooMany = "too-many-requests";

    /// <summary>503: no coordinator is active, or the database is away: ask again later.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>500: what is stored is not what was stored: restore it from a backup, or compute it anew.</summary>
    public const string Damaged = "damaged";

    /// <summary>500: a defect of the program; the log says more.</summary>
    public const string Failed = "failed";
}
