using System.Globalization;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Campaigns;

/// <summary>The cells that differ in η alone: one curve λ(η), one onset, one verdict.</summary>
/// <param name="Number">0 … curves − 1.</param>
/// <param name="TaskIndex">The task's place on its axis.</param>
/// <param name="Task">The task.</param>
/// <param name="Architecture">The network.</param>
/// <param name="L2">L2 coefficient.</param>
/// <param name="Momentum">β of the heavy ball.</param>
/// <param name="Epsilon">ε.</param>
public sealed record Curve(int Number, int TaskIndex, TaskSpec Task, Architecture Architecture, double L2, double Momentum, double Epsilon)
{
    /// <summary>
    /// What tells the curve from the campaign's others, such as <c>digits 64-tanh-normal l2 0.001</c>: its place on each axis with more
    /// than one value. Empty if it is the only one.
    /// </summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="number">Writes a number down.</param>
    public string Label(CampaignSpec campaign, Func<double, string>? number = null)
    {
        number ??= value => value.ToString("R", CultureInfo.InvariantCulture);
        var parts = new List<string>(4);
        if (campaign.Tasks.Count > 1) parts.Add(Task.Title);
        if (campaign.Architectures.Count > 1) parts.Add(Architecture.Name);
        if (campaign.L2.Count > 1) parts.Add("l2 " + number(L2));
        if (campaign.Momenta.Count > 1) parts.Add("β " + number(Momentum));
        if (campaign.Epsilons.Count > 1) parts.Add("ε " + number(Epsilon));
        return string.Join(' ', parts);
    }
}
