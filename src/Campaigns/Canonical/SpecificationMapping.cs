using System.Runtime.Serialization;
using Chaos.Actors.Dynamics.Losses;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Campaigns.Canonical;

/// <summary>Specifications to and from specification.proto.</summary>
internal static class SpecificationMapping
{
    public static Schema.CampaignSpec ToMessage(this CampaignSpec spec)
    {
        var message = Fields(spec);
        if (spec.Loss != Loss.CrossEntropy) message.Loss = spec.Loss.Text;
        if (spec.Momenta is not [0]) message.Momenta.AddRange(spec.Momenta);
        if (spec.Verdict != VerdictCriterion.Default) message.Verdict = spec.Verdict.ToMessage();
        if (spec.CellSeeds is { } seeds) message.CellSeeds.AddRange(seeds);
        if (spec.Search is { } search) message.Search = search.ToMessage();
        return message;
    }

    private static Schema.CampaignSpec Fields(CampaignSpec spec) => new()
    {
        Name = spec.Name,
        Task = spec.Tasks[0].ToMessage(),
        Architectures = { spec.Architectures.Select(ToMessage) },
        L2 = { spec.L2 },
        LearningRates = { spec.LearningRates },
        Seeds = spec.Seeds,
        Epochs = spec.Epochs,
        Perturbation = spec.Grid.Perturbation(spec.Epsilons[0]).ToMessage(),
        Thresholds = { spec.Thresholds },
        FurtherTasks = { spec.Tasks.Skip(1).Select(TaskMapping.ToMessage) },
        FurtherEpsilons = { spec.Epsilons.Skip(1) },
        FirstSeed = spec.FirstSeed,
        Observe = { Texts(spec.Observe) },
        Tangents = spec.Tangents,
        HessianEvery = spec.HessianEvery,
        AttributionEvery = spec.AttributionEvery,
    };

    public static CampaignSpec ToRecord(this Schema.CampaignSpec spec) => new()
    {
        Name = spec.Name,
        Tasks = [Required(spec.Task).ToRecord(), .. spec.FurtherTasks.Select(TaskMapping.ToRecord)],
        Architectures = [.. spec.Architectures.Select(ToRecord)],
        L2 = [.. spec.L2],
        LearningRates = [.. spec.LearningRates],
        Seeds = spec.Seeds,
        Epochs = spec.Epochs,
        Replicas = Required(spec.Perturbation).Count,
        PerturbedAt = spec.Perturbation.At,
        PerturbedOn = Part(spec.Perturbation),
        Rescales = spec.Perturbation.Rescale,
        Epsilons = [spec.Perturbation.Epsilon, .. spec.FurtherEpsilons],
        FirstSeed = spec.FirstSeed,
        Thresholds = [.. spec.Thresholds],
        Loss = Named(spec.HasLoss ? spec.Loss : null),
        Momenta = spec.Momenta.Count == 0 ? [0] : [.. spec.Momenta],
        Observe = Observables(spec.Observe),
        Tangents = spec.Tangents,
        HessianEvery = spec.HessianEvery,
        AttributionEvery = spec.AttributionEvery,
        Verdict = spec.Verdict?.ToRecord() ?? VerdictCriterion.Default,
        CellSeeds = spec.CellSeeds.Count == 0 ? null : Counts(spec.CellSeeds),
        Search = spec.Search?.ToRecord(),
    };

    private static SeedCounts Counts(IEnumerable<int> counts)
    {
        try
        {
            return new SeedCounts(counts);
        }
        catch (ArgumentException e)
        {
            throw new SerializationException(e.Message);
        }
    }

    private static Schema.Search ToMessage(this SearchSpec search)
    {
        var message = new Schema.Search
        {
            Width = search.Width,
            Low = search.Low,
            High = search.High,
            Budget = search.Budget,
            Error = search.Error,
            Round = search.Round,
            Report = search.Report,
        };
        if (search.Ended is { } reason) message.Ended = reason;
        return message;
    }

    private static SearchSpec ToRecord(this Schema.Search search) => new()
    {
        Width = search.Width,
        Low = search.Low,
        High = search.High,
        Budget = search.Budget,
        Error = search.Error,
        Round = search.Round,
        Report = search.Report,
        Ended = search.HasEnded ? search.Ended : null,
    };

    private static Schema.VerdictCriterion ToMessage(this VerdictCriterion criterion)
    {
        var message = new Schema.VerdictCriterion { Kappa = criterion.Kappa, Decades = criterion.Decades };
        if (criterion.Threshold is { } threshold) message.Threshold = threshold;
        return message;
    }

    private static VerdictCriterion ToRecord(this Schema.VerdictCriterion criterion) =>
        new(criterion.Kappa, criterion.Decades, criterion.HasThreshold ? criterion.Threshold : null);

    public static Schema.Architecture ToMessage(this Architecture architecture)
    {
        var message = new Schema.Architecture
        {
            Hidden = { architecture.Hidden },
            Initialisation = Initialisations.First(pair => pair.Record == architecture.Initialisation).Message,
            NoBiases = !architecture.Biases,
        };
        if (architecture.Sigma != 1) message.Sigma = architecture.Sigma;
        if (!architecture.IsStack) message.Layers = architecture.Text;
        // The first three had numbers before activations had texts; stored specifications keep them.
        else if (Enum.TryParse<Schema.Activation>(architecture.Activation.Text, ignoreCase: true, out var number))
            message.Activation = number;
        else message.ActivationText = architecture.Activation.Text;
        return message;
    }

    public static Architecture ToRecord(this Schema.Architecture message)
    {
        var initialisation = Initialisations.FirstOrDefault(pair => pair.Message == message.Initialisation);
        if (initialisation.Message == Schema.Initialisation.Unspecified) throw Unknown(message.Initialisation);
        try
        {
            var architecture = message.HasLayers
                ? Architecture.Parse(message.Layers, initialisation.Record)
                : new Architecture(Hidden(message), Activation(message), initialisation.Record);
            architecture = architecture with { Biases = !message.NoBiases };
            return message.HasSigma ? architecture with { Sigma = message.Sigma } : architecture;
        }
        catch (Exception e) when (e is ArchitectureException or ArgumentException)
        {
            throw new SerializationException($"No architecture: {e.Message}", e);
        }
    }

    private static readonly (Initialisation Record, Schema.Initialisation Message)[] Initialisations =
    [
        (Initialisation.Normal, Schema.Initialisation.Normal),
        (Initialisation.LeCun, Schema.Initialisation.Lecun),
        (Initialisation.Glorot, Schema.Initialisation.Glorot),
        (Initialisation.He, Schema.Initialisation.He),
        (Initialisation.Uniform, Schema.Initialisation.Uniform),
    ];

    private static IEnumerable<int> Hidden(Schema.Architecture message) => message.Hidden.All(units => units > 0)
        ? message.Hidden
        : throw new SerializationException("A layer without units.");

    private static Activation Activation(Schema.Architecture message) =>
        Dynamics.Networks.Activation.Named(message.HasActivationText ? message.ActivationText : message.Activation.ToString())
        ?? throw Unknown(message.Activation);

    public static Schema.Perturbation ToMessage(this Perturbation perturbation)
    {
        var message = new Schema.Perturbation
        {
            Count = perturbation.Count,
            Epsilon = perturbation.Epsilon,
            At = perturbation.At,
            Rescale = perturbation.Rescale,
        };
        if (perturbation.On != PerturbedPart.Weights) message.On = perturbation.On.Text;
        return message;
    }

    public static Perturbation ToRecord(this Schema.Perturbation perturbation) =>
        new(perturbation.Count, perturbation.Epsilon) { At = perturbation.At, On = Part(perturbation), Rescale = perturbation.Rescale };

    private static PerturbedPart Part(Schema.Perturbation perturbation) =>
        perturbation.HasOn ? PerturbedPart.Named(perturbation.On) ?? throw Unknown(perturbation.On) : PerturbedPart.Weights;

    public static Schema.PairGroup ToMessage(this PairGroupSpec item)
    {
        var message = Fields(item);
        if (item.Loss != Loss.CrossEntropy) message.Loss = item.Loss.Text;
        return message;
    }

    private static Schema.PairGroup Fields(PairGroupSpec item) => new()
    {
        Architecture = item.Architecture.ToMessage(),
        LearningRate = item.LearningRate,
        L2 = item.L2,
        Perturbation = item.Perturbation.ToMessage(),
        Epochs = item.Epochs,
        Seed = item.Seed,
        Momentum = item.Momentum,
        Observe = { Texts(item.Observe) },
        Tangents = item.Tangents,
        HessianEvery = item.HessianEvery,
        AttributionEvery = item.AttributionEvery,
    };

    public static PairGroupSpec ToRecord(this Schema.PairGroup item) => new(
        Required(item.Architecture).ToRecord(),
        item.LearningRate,
        item.L2,
        Required(item.Perturbation).ToRecord(),
        item.Epochs,
        item.Seed)
    {
        Loss = Named(item.HasLoss ? item.Loss : null),
        Momentum = item.Momentum,
        Observe = Observables(item.Observe),
        Tangents = item.Tangents,
        HessianEvery = item.HessianEvery,
        AttributionEvery = item.AttributionEvery,
    };

    private static Loss Named(string? text) => text is null ? Loss.CrossEntropy : Loss.Named(text) ?? throw Unknown(text);

    private static IEnumerable<string> Texts(ObservableSet observables) => observables.Select(observable => observable.Text);

    private static ObservableSet Observables(IEnumerable<string> texts)
    {
        try
        {
            return [.. texts.Select(text => Observable.Named(text) ?? throw new SerializationException("Nobody here observes that."))];
        }
        catch (ArgumentException e)
        {
            throw new SerializationException(e.Message);
        }
    }

    private static T Required<T>(T? message)
        where T : class => message ?? throw new SerializationException($"{typeof(T).Name} is missing.");

    private static SerializationException Unknown<T>(T value) =>
        new($"{typeof(T).Name} {value} has no counterpart on the other side of specification.proto.");
}
