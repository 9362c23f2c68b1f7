using Chaos.Actors.Dynamics.Observables;

namespace Chaos.Actors.Campaigns.Files;

/// <summary>What items observe: a word such as <c>test-loss</c>, or a list of such.</summary>
internal static class CampaignFileObserve
{
    private static readonly string[] Words = [.. Observable.All.Select(observable => observable.Text)];

    /// <summary>The observables, or null (reported).</summary>
    public static ObservableSet? Read(CampaignFileNode node, string field, CampaignFileProblems problems)
    {
        var items = node is CampaignFileList list ? list.Items : [node];
        var observables = new List<Observable>();
        var good = true;
        for (var i = 0; i < items.Count; i++)
        {
            var path = node is CampaignFileList ? $"{field}[{i}]" : field;
            var text = items[i] is CampaignFileScalar { IsNothing: false } scalar ? scalar.Value : "";
            var observable = Observable.Named(text);
            if (observable is not null && !observables.Exists(other => other.Series == observable.Series))
            {
                observables.Add(observable);
                continue;
            }
            good = false;
            problems.Add(items[i].Start, path, observable is null
                ? $"found {items[i].Describe()}, " + CampaignFileSuggestion.For(text, Words)
                : $"found {observable}, which the series {observable.Series} is of already");
        }
        return good ? [.. observables] : null;
    }
}
