using YamlDotNet.Core;

namespace Chaos.Actors.Campaigns.Files;

/// <summary>Collects what is wrong, so that one look at a file tells everything.</summary>
internal sealed class CampaignFileProblems
{
    private readonly List<CampaignFileProblem> _problems = [];

    public bool Any => _problems.Count > 0;

    public void Add(Mark at, string field, string message) =>
        _problems.Add(new CampaignFileProblem((int)at.Line, (int)at.Column, field, message));

    /// <summary>Reports a value of the wrong kind or size; returns null for the caller to pass on.</summary>
    public void Expected(CampaignFileNode node, string field, string expected) =>
        Add(node.Start, field, $"found {node.Describe()}, expected {expected}");

    public IReadOnlyList<CampaignFileProblem> InFileOrder() =>
        [.. _problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];
}
