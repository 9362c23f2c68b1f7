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
        var places = new Dictionary<string, string>(StringComparer.Ordinal); // [series] = where it is
        for (var i = 0; i < items.Count; i++)
        {
            var path = node is CampaignFileList ? $"{field}[{i}]" : field;
            var text = items[i] is CampaignFileScalar { IsNothing: false } scalar ? scalar.Value : "";
            if (Observable.Named(text) is not { } observable)
                problems.Add(items[i].Start, path, $"found {items[i].Describe()}, " + CampaignFileSuggestion.For(text, Words));
            else if (!places.TryAdd(observable.Series, path))
                problems.Add(items[i].Start, path, $"found {observable} again, its series is that of {places[observable.Series]}");
            else
                observables.Add(observable);
        }
        return observables.Count == items.Count ? [.. observables] : null;
    }
}
