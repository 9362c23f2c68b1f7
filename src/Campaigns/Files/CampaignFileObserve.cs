using Chaos.Actors.Dynamics.Observables;

namespace Chaos.Actors.Campaigns.Files;

/// <summary>
/// What items observe: a word such as <c>test-loss</c>, or a list of such; and the fields that stand for some of them.
/// </summary>
internal static class CampaignFileObserve
{
    private static readonly string[] Words = [.. Observable.All.Select(observable => observable.Text)];

    /// <summary>Everything that is observed, or null (reported).</summary>
    /// <param name="fields">Those of the file.</param>
    /// <param name="replicas">Perturbed replicas, if that is known.</param>
    /// <param name="problems">What is wrong.</param>
    public static ObservableSet? Read(CampaignFileFields fields, int? replicas, CampaignFileProblems problems)
    {
        var listed = fields.Optional("observe") is { } list ? Read(list, "observe", problems) : ObservableSet.None;
        var accuracies = fields.Optional("accuracies") is { } copies ? Accuracies(copies, problems) : [];
        var functions = fields.Optional("functions") is not { } flag ? [] : CampaignFileFlag.Read(flag, "functions", problems) switch
        {
            true => Observable.Functions,
            false => [],
            null => null,
        };
        if (listed is null || accuracies is null || functions is null) return null;
        ObservableSet all = [.. listed.Concat(accuracies).Concat(functions).Distinct()];
        if (replicas != 0 || all.FirstOrDefault(observable => observable.NeedsReplicas) is not { } comparing) return all;
        var field = functions.Contains(comparing) ? "functions" : "observe";
        problems.Add(
            fields.Optional(field)!.Start, field, $"found {comparing} without perturbed replicas, expected perturbation.count: 1 or more");
        return null;
    }

    private static IReadOnlyList<Observable>? Accuracies(CampaignFileNode node, CampaignFileProblems problems)
    {
        switch (node)
        {
            case CampaignFileScalar { Value: "all" }:
                return [Observable.Accuracies];
            case CampaignFileScalar { Value: "reference" }:
                return [];
            default:
                problems.Expected(node, "accuracies", "all (of every copy) or reference");
                return null;
        }
    }

    private static ObservableSet? Read(CampaignFileNode node, string field, CampaignFileProblems problems)
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
