using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Dynamics.Losses;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Cli.Commands;

/// <summary>The flags of <c>chaos pair</c>; the defaults are the baseline protocol's.</summary>
internal sealed class PairOptions
{
    private static readonly Dictionary<string, Activation> Activations = Activation.All.ToDictionary(activation => activation.Text);

    private readonly Option<string> _task = new("--task")
    {
        Description = "mnist, iris, wine, breast-cancer, digits, or a YAML file with a task of your own, such as csv: {train: samples.csv} or two-moons: {samples: 200, test: 100}",
        HelpName = "TASK",
        DefaultValueFactory = _ => "mnist",
    };

    private readonly Option<int?> _train = Options.Count("--train", "N", "use only the first N training samples");
    private readonly Option<int?> _test = Options.Count("--test", "N", "use only the first N test samples");

    private readonly Option<int[]> _hidden = new("--hidden")
    {
        Description = "units of the hidden layers, such as 64,64; none for softmax regression",
        HelpName = "UNITS",
        DefaultValueFactory = _ => [64],
        CustomParser = Layers,
    };

    private readonly Option<string> _activation = new Option<string>("--activation")
    {
        Description = "nonlinearity of the hidden layers",
        DefaultValueFactory = _ => "tanh",
    }.AcceptOnlyFromAmong([.. Activations.Keys]);

    private readonly Option<Architecture?> _network = new("--network")
    {
        Description = "any layers instead of --hidden and --activation, such as 'conv 6 5x5, tanh, avgpool 2, dense 64, tanh'; the dense "
            + "layer to the classes follows by itself",
        HelpName = "LAYERS",
        CustomParser = Network,
    };

    private readonly Option<bool> _noBias = new("--no-bias") { Description = "layers with weights have no biases" };
    private readonly Option<InitialWeights> _initialisation = Weights("--initialisation");

    private readonly Option<string> _loss = new Option<string>("--loss")
    {
        Description = "what training makes small",
        DefaultValueFactory = _ => Loss.CrossEntropy.Text,
    }.AcceptOnlyFromAmong([.. Loss.All.Select(loss => loss.Text)]);

    private readonly Option<double> _momentum = Options.Real(
        "--momentum", "BETA", "momentum β of the heavy ball", 0, "a number of at least 0 and below 1", value => value is >= 0 and < 1);

    private readonly Option<double> _eta = Options.Real("--eta", "RATE", "learning rate η", 1, "a number greater than 0", value => value > 0);
    private readonly Option<double> _l2 = Options.Real("--l2", "C", "L2 coefficient", 0, "a number of at least 0", value => value >= 0);

    private readonly Option<double> _epsilon =
        Options.Real("--epsilon", "SIZE", "perturbation ε of every weight", 1e-8, "a number of at least 0", value => value >= 0);

    private readonly Option<int?> _perturbations =
        Options.Count("--perturbations", "M", "perturbed replicas (default: 5, or those of --initial)",
        CampaignLimits.Replicas, minimum: 0);

    private readonly Option<int> _perturbAt = new("--perturb-at")
    {
        Description = "train the reference alone to epoch E, then perturb it; below --epochs",
        HelpName = "E",
        DefaultValueFactory = _ => 0,
        CustomParser = result => (int)(Options.Whole(result, "--perturb-at", 0, CampaignLimits.Epochs - 1) ?? 0),
    };

    private readonly Option<PerturbedPart> _perturbOn = new("--perturb-on")
    {
        Description = "what is perturbed: weights, all (biases too), or a number of weights",
        HelpName = "PART",
        DefaultValueFactory = _ => PerturbedPart.Weights,
        CustomParser = Part,
    };

    private readonly Option<bool> _rescale = new("--rescale") { Description = "pull replicas back that have gone 1000 times as far, or as near" };

    private readonly Option<int?> _tangents = Options.Count(
        "--tangents", "K", "tangent vectors that follow the reference (default: none, or those of --initial)",
        CampaignLimits.Tangents, minimum: 0);

    private readonly Option<int?> _hessianEvery = Options.Count(
        "--hessian-every", "N", "look for the ends of the Hessian's spectrum every N epochs (0, the default: never)",
        CampaignLimits.Epochs, minimum: 0);

    private readonly Option<int?> _attributionEvery = Options.Count(
        "--attribution-every", "N", "attribute the growth of the leading tangent to curvatures every N epochs (0, the default: never)",
        CampaignLimits.Epochs, minimum: 0);

    private readonly Option<int> _epochs = Options.Counting("--epochs", "T", "epochs", 201, CampaignLimits.Epochs);

    private readonly Option<ulong> _seed = new("--seed")
    {
        Description = "the seed axis's value",
        HelpName = "N",
        DefaultValueFactory = _ => 0,
        CustomParser = result => (ulong)(Options.Whole(result, "--seed", 0, long.MaxValue) ?? 0),
    };

    private readonly Option<string[]> _observe = new Option<string[]>("--observe")
    {
        Description = "series to watch beside losses, accuracy and distances; may be given several times",
        HelpName = "SERIES",
    }.AcceptOnlyFromAmong([.. Observable.All.Select(observable => observable.Text)]);

    private readonly Option<string?> _initial = new("--initial")
    {
        Description = "start from the parameters, and tangents if there are any, in this HDF5 file instead of the seed",
        HelpName = "FILE.h5",
    };

    private readonly Option<string> _output = new("--out") { Description = "the HDF5 file to write", HelpName = "FILE.h5", Required = true };
    private readonly Option<bool> _force = new("--force") { Description = "replace the file of --out if there is one" };
    private readonly Option<int> _slots = Options.Slots();
    private readonly Option<bool> _json = Options.Json();

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> All =>
    [
        _task, _train, _test, _hidden, _activation, _network, _noBias, _initialisation, _loss, _momentum, _eta, _l2, _epsilon, _perturbations,
        _perturbAt, _perturbOn, _rescale, _epochs, _seed, _tangents, _hessianEvery, _attributionEvery, _observe, _initial, _output, _force, _slots, _json,
    ];

    /// <summary>Reports flags that exclude each other.</summary>
    public void Check(CommandResult command)
    {
        if (!IsGiven(command.GetResult(_network))) return;
        foreach (var shortForm in (Option[])[_hidden, _activation])
            if (IsGiven(command.GetResult(shortForm)))
                command.AddError($"--network and {shortForm.Name} were both given, expected one of them: {shortForm.Name} is part of the short form");
    }

    /// <summary>The task; what a file of the user's says of samples gives way to the flags.</summary>
    /// <exception cref="CampaignFileException">The file cannot be used.</exception>
    public TaskSpec Task(ParseResult parsed)
    {
        var text = parsed.GetRequiredValue(_task);
        var task = TaskFile.IsMeantBy(text) ? TaskFile.Read(text) : new TaskSpec(text);
        return task with { Train = parsed.GetValue(_train) ?? task.Train, Test = parsed.GetValue(_test) ?? task.Test };
    }

    /// <summary>The network.</summary>
    /// <param name="parsed">The flags.</param>
    /// <param name="found">Units of the hidden layers in a file of initial parameters, which count where no flag says anything.</param>
    public Architecture Architecture(ParseResult parsed, IReadOnlyList<int>? found)
    {
        var weights = parsed.GetRequiredValue(_initialisation);
        var architecture = parsed.GetValue(_network) is { } network
            ? new Architecture(network.Layers, weights.Scheme)
            : new Architecture(
                (!IsGiven(parsed.GetResult(_hidden)) ? found : null) ?? parsed.GetRequiredValue(_hidden),
                Activations[parsed.GetRequiredValue(_activation)], weights.Scheme);
        return architecture with { Sigma = weights.Sigma, Biases = !parsed.GetValue(_noBias) };
    }

    /// <summary>The flag that says what the layers are.</summary>
    public string LayersFlag(ParseResult parsed) => parsed.GetValue(_network) is null ? _hidden.Name : _network.Name;

    /// <summary>The work item.</summary>
    public PairGroupSpec Spec(ParseResult parsed, Architecture architecture, int replicas, int tangents) => new(
        architecture,
        parsed.GetValue(_eta),
        parsed.GetValue(_l2),
        new Perturbation(replicas, parsed.GetValue(_epsilon))
        {
            At = parsed.GetValue(_perturbAt),
            On = parsed.GetRequiredValue(_perturbOn),
            Rescale = parsed.GetValue(_rescale),
        },
        parsed.GetValue(_epochs),
        parsed.GetValue(_seed))
    {
        Loss = Loss.Named(parsed.GetRequiredValue(_loss))!,
        Momentum = parsed.GetValue(_momentum),
        Tangents = tangents,
        HessianEvery = parsed.GetValue(_hessianEvery) ?? 0,
        AttributionEvery = parsed.GetValue(_attributionEvery) ?? 0,
        Observe = [.. (parsed.GetValue(_observe) ?? []).Distinct().Select(text => Observable.Named(text)!)],
    };

    /// <summary>The replicas the user asked for, if any.</summary>
    public int? Perturbations(ParseResult parsed) => parsed.GetValue(_perturbations);

    /// <summary>The epoch of the perturbation.</summary>
    public int PerturbAt(ParseResult parsed) => parsed.GetValue(_perturbAt);

    /// <summary>The tangents the user asked for, if any.</summary>
    public int? Tangents(ParseResult parsed) => parsed.GetValue(_tangents);

    public string? Initial(ParseResult parsed) => parsed.GetValue(_initial);

    public string Output(ParseResult parsed) => parsed.GetRequiredValue(_output);

    /// <summary>Whether a file that is there may be replaced.</summary>
    public bool Force(ParseResult parsed) => parsed.GetValue(_force);

    public int Slots(ParseResult parsed) => parsed.GetValue(_slots);

    public bool Json(ParseResult parsed) => parsed.GetValue(_json);

    private static PerturbedPart? Part(ArgumentResult result)
    {
        var text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
        if (PerturbedPart.Named(text) is { } part) return part;
        result.AddError($"--perturb-on: found '{text}', expected weights, all or a number of weights, such as 100");
        return null;
    }

    private static int[] Layers(ArgumentResult result)
    {
        var text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value.Trim();
        if (text is "" or "none") return [];
        var sizes = text.Split(',').Select(part =>
            int.TryParse(part, NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var units) ? units : 0).ToArray();
        if (sizes.Length <= CampaignLimits.Layers && sizes.All(units => units is > 0 and <= CampaignLimits.Units)) return sizes;
        result.AddError($"--hidden: found {text}, expected layer sizes such as 64,64 (each from 1 to {CampaignLimits.Units}), or none");
        return [];
    }

    private static Architecture? Network(ArgumentResult result)
    {
        try
        {
            var network = Dynamics.Networks.Architecture.Parse(result.Tokens.Count == 0 ? "" : result.Tokens[0].Value);
            if (network.Layers.Count <= 2 * CampaignLimits.Layers) return network;
            result.AddError($"--network: found {network.Layers.Count} layers, expected at most {2 * CampaignLimits.Layers}");
            return null;
        }
        catch (ArchitectureException unreadable)
        {
            result.AddError("--network: " + unreadable.Message);
            return null;
        }
    }

    private static bool IsGiven(OptionResult? result) => result is { Implicit: false };

    private static Option<InitialWeights> Weights(string name) => new(name)
    {
        Description = $"how the weights are drawn: {Schemes}, or normal with a standard deviation, such as 'normal 0.5'",
        HelpName = "SCHEME",
        DefaultValueFactory = _ => new InitialWeights(Initialisation.Normal),
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
            if (InitialWeights.Named(text) is { } read) return read;
            result.AddError($"{name}: found {text}, expected one of {Schemes}, or normal with a standard deviation above 0, such as normal 0.5");
            return null;
        },
    };

    private static string Schemes => string.Join(", ", InitialWeights.Words);
}
