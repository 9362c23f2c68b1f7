using System.Runtime.Serialization;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages.Trainers;
using Google.Protobuf;

namespace Chaos.Actors.Messages.Serialization;

/// <summary>
/// What a sender can have meant. A message that came through the wire whole may still say what no node would: it is refused here,
/// so that nothing behind has to expect it. The journal's own records are not measured by this: what once was kept stays readable.
/// </summary>
internal static class WireValidation
{
    /// <summary>The most slots a trainer can be told to have.</summary>
    private const int MostSlots = 1024;

    // Of anything: the items of a trainer with all that wait for a slot or an acknowledgement, the thresholds of a campaign.
    private const int LongestList = 1 << 18;
    private const int MostObservables = 64;
    private const int MostRows = 1 << 16;
    private const int LongestNode = 200;
    private const int LongestText = 1 << 14;
    private static readonly TimeSpan LongestComputation = TimeSpan.FromDays(3650);

    /// <exception cref="SerializationException">It cannot name a campaign.</exception>
    public static CampaignId Campaign(string name) =>
        CampaignLimits.IsName(name) ? new CampaignId(name) : throw Refusal("campaign", Shown(name));

    /// <exception cref="SerializationException">It cannot name a node.</exception>
    public static NodeId Node(string name) =>
        name.Length is > 0 and <= LongestNode ? new NodeId(name) : throw Refusal("node", Shown(name));

    /// <exception cref="SerializationException">No grid has it.</exception>
    public static ItemIndex Item(long value) => value >= 0 ? new ItemIndex(value) : throw Refusal("item", value);

    /// <exception cref="SerializationException">It was never given out.</exception>
    public static AttemptId Attempt(long value) => value >= 0 ? new AttemptId(value) : throw Refusal("attempt", value);

    /// <exception cref="SerializationException">No trainer has so many.</exception>
    public static int Slots(int value) => value is >= 0 and <= MostSlots ? value : throw Refusal("slots", value);

    /// <exception cref="SerializationException">No item has so many.</exception>
    public static int Epochs(int value) => value is >= 0 and <= CampaignLimits.Epochs ? value : throw Refusal("epochs", value);

    /// <exception cref="SerializationException">It is negative.</exception>
    public static long Count(long value) => value >= 0 ? value : throw Refusal("count", value);

    /// <exception cref="SerializationException">It is negative.</exception>
    public static int Count(int value) => value >= 0 ? value : throw Refusal("count", value);

    /// <exception cref="SerializationException">It is the hash of no file.</exception>
    public static string Sha256(string hash) => DataReference.IsHash(hash) ? hash : throw Refusal("hash", Shown(hash));

    /// <exception cref="SerializationException">There are too many.</exception>
    public static IReadOnlyList<T> List<T>(IReadOnlyList<T> list) =>
        list.Count <= LongestList ? list : throw Refusal("list", $"{list.Count} entries");

    /// <exception cref="SerializationException">It is too long to be read by anybody.</exception>
    public static string Text(string text) => text.Length <= LongestText ? text : throw Refusal("text", Shown(text));

    /// <exception cref="SerializationException">Time does not run so.</exception>
    public static TimeSpan Duration(long ticks) =>
        ticks >= 0 && ticks <= LongestComputation.Ticks ? TimeSpan.FromTicks(ticks) : throw Refusal("duration", ticks);

    /// <exception cref="SerializationException">It is no SHA-256.</exception>
    public static string Digest(ByteString bytes) =>
        bytes.Length == 32 ? ValueMapping.DigestText(bytes) : throw Refusal("digest", $"{bytes.Length} bytes");

    /// <exception cref="SerializationException">The rows do not fit together as those of a pair group do.</exception>
    public static PairGroupSeries Series(PairGroupSeries series)
    {
        var losses = series.Loss.Length == 0 ? 0 : series.Loss[0].Length;
        // A divergent group ends with the epoch it diverged at, any other with the state after its last step, which may
        // be where it diverged.
        var states = series.DivergedAt is null || series.DivergedAt == losses ? losses + 1 : losses;
        var whole = losses > 0
            && series.Loss.Length <= 1 + CampaignLimits.Replicas
            && series.Distance.Length == series.Loss.Length - 1
            && Array.TrueForAll(series.Loss, row => row.Length == losses)
            && Array.TrueForAll(series.Distance, row => row.Length == states)
            && series.Accuracy.Length == states
            && (series.DivergedAt is null || series.DivergedAt == states - 1)
            && AreNamedInOrder(series.Observed)
            && series.Observed.All(observed => observed.Rows.Length is > 0 and <= MostRows
                && Array.TrueForAll(observed.Rows, row => row.Length == observed.Length && row.Length <= states));
        return whole ? series : throw Refusal("series", $"{series.Loss.Length} copies of {losses} epochs");
    }

    /// <exception cref="SerializationException">No campaign file would have been accepted with it.</exception>
    public static CampaignSpec Spec(CampaignSpec spec)
    {
        Campaign(spec.Name);
        foreach (var architecture in spec.Architectures) Architecture(architecture);
        foreach (var epsilon in spec.Epsilons) Perturbation(spec.Grid.Perturbation(epsilon), spec.Epochs, spec.Observe);
        var meant = spec is { Architectures.Count: > 0, Seeds: > 0, FirstSeed: >= 0, Epochs: > 0 and <= CampaignLimits.Epochs }
            && spec.Momenta is { Count: > 0 } && spec.Momenta.All(momentum => momentum is >= 0 and < 1)
            && spec.Tasks.Count is > 0 and <= CampaignLimits.Tasks
            && spec.LearningRates is { Count: > 0 } && spec.LearningRates.All(rate => double.IsFinite(rate) && rate > 0)
            && spec.L2 is { Count: > 0 } && spec.L2.All(l2 => double.IsFinite(l2) && l2 >= 0)
            && spec.Thresholds is { Count: > 0 } && spec.Thresholds.All(level => level is > 0 and <= 1)
            && spec.Search is null or { Low: > 0, High: < double.PositiveInfinity, Width: > 0, Error: > 0 and < 1, Budget: >= 0, Round: > 0 }
            && (spec.Search is not { } search || search.Low < search.High)
            && CampaignLimits.HoldsGrid(spec);
        return meant ? spec : throw Refusal("campaign", $"\"{spec.Name}\" with a grid or numbers that cannot be computed");
    }

    /// <exception cref="SerializationException">They are not the hashes of a campaign's tasks.</exception>
    public static TaskContents Contents(string text) =>
        text.Length <= CampaignLimits.Tasks * 65 ? TaskContents.Parse(text) : throw Refusal("task contents", $"{text.Length} characters");

    /// <exception cref="SerializationException">The campaign has no such task.</exception>
    public static void Task(int task, CampaignWork? work)
    {
        if (work is null || task >= work.Tasks.Count || task >= work.TaskContents.Hashes.Length) throw Refusal("task", task);
    }

    /// <exception cref="SerializationException">It cannot be computed.</exception>
    public static PairGroupSpec Spec(PairGroupSpec spec)
    {
        Architecture(spec.Architecture);
        Perturbation(spec.Perturbation, spec.Epochs, spec.Observe);
        var meant = spec.Epochs is > 0 and <= CampaignLimits.Epochs
            && double.IsFinite(spec.LearningRate) && spec.LearningRate > 0
            && double.IsFinite(spec.L2) && spec.L2 >= 0
            && spec.Momentum is >= 0 and < 1 && spec.Tangents is >= 0 and <= CampaignLimits.Tangents
            && spec.Perturbation.Count + spec.Tangents > 0;
        return meant ? spec : throw Refusal("item", $"η = {spec.LearningRate}, l2 = {spec.L2}, {spec.Epochs} epochs");
    }

    /// <exception cref="SerializationException">Nothing observes so much.</exception>
    public static IReadOnlyList<T> Observables<T>(IReadOnlyList<T> list) =>
        list.Count <= MostObservables ? list : throw Refusal("list", $"{list.Count} observables");

    // Each after the one before, so that none is there twice, and none that every group has.
    private static bool AreNamedInOrder(IReadOnlyList<NamedSeries> observed)
    {
        for (var s = 0; s < observed.Count; s++)
        {
            var name = observed[s].Name;
            if (name is "loss" or "accuracy" or "distance" || !Observable.IsSeriesName(name)) return false;
            if (s > 0 && string.CompareOrdinal(observed[s - 1].Name, name) >= 0) return false;
        }
        return true;
    }

    private static void Architecture(Architecture architecture)
    {
        if (architecture.Layers.Count > 2 * CampaignLimits.Layers || architecture.Hidden.Any(units => units > CampaignLimits.Units))
            throw Refusal("architecture", Shown(architecture.Name));
    }

    private static void Perturbation(Perturbation perturbation, int epochs, ObservableSet observe)
    {
        if (perturbation.Count is < 0 or > CampaignLimits.Replicas || !(double.IsFinite(perturbation.Epsilon) && perturbation.Epsilon >= 0)
            || perturbation.At < 0 || (perturbation.At > 0 && perturbation.At >= epochs)
            || (perturbation.Count == 0 && observe.Any(observable => observable.NeedsReplicas)))
            throw Refusal("perturbation", perturbation);
    }

    private static string Shown(string text) => text.Length <= 40 ? $"\"{text}\"" : $"\"{text[..40]}…\"";

    private static SerializationException Refusal(string what, object found) =>
        new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"No node would say {what}: {found}."));
}
