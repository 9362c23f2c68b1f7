using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Figures;
using Chaos.Actors.Analysis.Reports;
using Chaos.Actors.Cluster.Hosting;
using Chaos.Actors.Coordinator.Results;

namespace Chaos.Actors.Coordinator.Api.Analyses;

/// <summary>
/// Reads campaigns' series and says what they mean, one campaign after the other on a thread of its own, and keeps the last few answers
/// for as long as the results are the same.
/// </summary>
internal sealed class CampaignAnalyses(ResultsReader data) : IDisposable
{
    private const int Kept = 4;
    private readonly ApiThreads _thread = new(1);
    private readonly LinkedList<(StoredCampaign Campaign, string? Mark, AnalysedCampaign Analysed)> _last = [];

    /// <summary>What the results of a campaign say now.</summary>
    /// <exception cref="ApiProblem">There is no such campaign, or nothing is finished yet.</exception>
    public Task<AnalysedCampaign> OfAsync(string name) => RunAsync(() => Of(name));

    /// <summary>Something made of what the results of a campaign say now.</summary>
    public Task<T> OfAsync<T>(string name, Func<AnalysedCampaign, T> make) => RunAsync(() => make(Of(name)));

    /// <summary>Something made of the results themselves, one after the other with the analyses: it reads as much.</summary>
    public Task<T> RunAsync<T>(Func<T> work) => _thread.RunAsync(work);

    /// <summary>What this program is, for the record.</summary>
    public static Provenance ThisProgram { get; } = new() { Version = ProgramVersion.Version, Commit = ProgramVersion.Commit };

    public void Dispose() => _thread.Dispose();

    private AnalysedCampaign Of(string name)
    {
        var campaign = ResultsReader.Find(data.Store, name);
        // Before the results: what is written meanwhile makes another mark.
        var mark = data.Store.Mark(campaign.Id);
        var known = _last.FirstOrDefault(one => one.Campaign.Spec == campaign.Spec && one.Mark == mark);
        if (known.Analysed is not null)
        {
            _last.Remove(known);
            _last.AddFirst(known);
            return known.Analysed;
        }
        var pass = new ResultPass(data.Store, campaign, Exponent.Usual(campaign.Spec), ThisProgram);
        foreach (var _ in pass.Items())
        {
            // The pass listens.
        }
        var analysis = pass.Analysis();
        var analysed = new AnalysedCampaign(analysis, pass.Provenance, FigureFiles.Of(analysis));
        _last.AddFirst((campaign, mark, analysed));
        if (_last.Count > Kept) _last.RemoveLast();
        return analysed;
    }
}
