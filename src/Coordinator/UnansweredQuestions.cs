using Akka.Actor;
using Chaos.Actors.Messages;

namespace Chaos.Actors.Coordinator;

/// <summary>
/// The clients' questions that campaigns have not answered yet. When a campaign's actor stops, whatever stopped it, those that it held or
/// had not yet read are answered from here.
/// </summary>
internal sealed class UnansweredQuestions
{
    private readonly Dictionary<long, (CampaignId Campaign, IActorRef Client)> _questions = [];
    private long _last;

    /// <summary>A campaign is asked; returns the question's number.</summary>
    public long Add(CampaignId campaign, IActorRef client)
    {
        _questions.Add(++_last, (campaign, client));
        return _last;
    }

    /// <summary>Whether a campaign has any.</summary>
    public bool Any(CampaignId campaign) => _questions.Values.Any(question => question.Campaign == campaign);

    /// <summary>A question has its answer.</summary>
    public void Remove(long number) => _questions.Remove(number);

    /// <summary>Takes the questions that a campaign will not answer any more; returns who asked.</summary>
    public IReadOnlyList<IActorRef> Take(CampaignId campaign)
    {
        var taken = _questions.Where(question => question.Value.Campaign == campaign).ToList();
        foreach (var (number, _) in taken) _questions.Remove(number);
        return [.. taken.Select(question => question.Value.Client)];
    }
}
