using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Cli.Commands;

/// <summary>The flags of <c>chaos pair</c>; the defaults are the baseline protocol's.</summary>
internal sealed class PairOptions
{
    private const int MaximumUnits = 1 << 16;
    private const int MaximumLayers = 64;

    private static readonly Dictionary<string, Activation> Activations = Activation.All.ToDictionary(activation => activation.Text);
    private static readonly Dictionary<string, Initialisation> Initialisations = Words<Initialisation>();

    private readonly Option<string> _task = new("--task")
    {
        Description = "mnist, iris, wine, breast-cancer or digits",
        HelpName = "NAME",
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

    private readonly Option<string> _activation = Choice("--activation", "nonlinearity of the hidden layers", "tanh", Activations.Keys);
    private readonly Option<string> _initialisation = Choice("--initialisation", "how the weights are drawn", "normal", Initialisations.Keys);

    private readonly Option<double> _eta = Options.Real("--eta", "RATE", "learning rate η", 1, "a number greater than 0", value => value > 0);
    private readonly Option<double> _l2 = Options.Real("--l2", "C", "L2 coefficient", 0, "a number of at least 0", value => value >= 0);

    private readonly Option<double> _epsilon =
        Options.Real("--epsilon", "SIZE", "perturbation ε of every weight", 1e-8, "a number of at least 0", value => value >= 0);

    private readonly Option<int?> _perturbations =
        Options.Count("--perturbations", "M", "perturbed replicas (default: 5, or those of --initial)", 1000, minimum: 0);

    private readonly Option<int> _epochs = Options.Counting("--epochs", "T", "epochs", 201, 1_000_000);

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
        Description = "start from the parameters in this HDF5 file instead of the seed",
        HelpName = "FILE.h5",
    };

    private readonly Option<string> _output = new("--out") { Description = "the HDF5 file to write", HelpName = "FILE.h5", Required = true };
    private readonly Option<int> _slots = Options.Slots();
    private readonly Option<bool> _json = Options.Json();

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> All =>
    [
        _task, _train, _test, _hidden, _activation, _initialisation, _eta, _l2, _epsilon, _perturbations, _epochs, _seed,
        _observe, _initial, _output, _slots, _json,
    ];

    public TaskSpec Task(ParseResult parsed) =>
        new(parsed.GetRequiredValue(_task), parsed.GetValue(_train), parsed.GetValue(_test));

    /// <summary>The work item.</summary>
    public PairGroupSpec Spec(ParseResult parsed, IReadOnlyList<int> hidden, int replicas) => new(
        new Architecture(
            hidden,
            Activations[parsed.GetRequiredValue(_activation)],
            Initialisations[parsed.GetRequiredValue(_initialisation)]),
        parsed.GetValue(_eta),
        parsed.GetValue(_l2),
        new Perturbation(replicas, parsed.GetValue(_epsilon)),
        parsed.GetValue(_epochs),
        parsed.GetValue(_seed))
    {
        Observe = [.. (parsed.GetValue(_observe) ?? []).Distinct().Select(text => Observable.Named(text)!)],
    };

    public IReadOnlyList<int> Hidden(ParseResult parsed) => parsed.GetRequiredValue(_hidden);

    /// <summary>Whether the user chose the layers; if not, a file of initial parameters may.</summary>
    public bool HiddenGiven(ParseResult parsed) => parsed.GetResult(_hidden) is { Implicit: false };

    /// <summary>The replicas the user asked for, if any.</summary>
    public int? Perturbations(ParseResult parsed) => parsed.GetValue(_perturbations);

    public string? Initial(ParseResult parsed) => parsed.GetValue(_initial);

    public string Output(ParseResult parsed) => parsed.GetRequiredValue(_output);

    public int Slots(ParseResult parsed) => parsed.GetValue(_slots);

    public bool Json(ParseResult parsed) => parsed.GetValue(_json);

    private static int[] Layers(ArgumentResult result)
    {
        var text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value.Trim();
        if (text is "" or "none") return [];
        var sizes = text.Split(',').Select(part =>
            int.TryParse(part, NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var units) ? units : 0).ToArray();
        if (sizes.Length <= MaximumLayers && sizes.All(units => units is > 0 and <= MaximumUnits)) return sizes;
        result.AddError($"--hidden: found {text}, expected layer sizes such as 64,64 (each from 1 to {MaximumUnits}), or none");
        return [];
    }

    private static Option<string> Choice(string name, string description, string otherwise, IEnumerable<string> words) =>
        new Option<string>(name) { Description = description, DefaultValueFactory = _ => otherwise }
            .AcceptOnlyFromAmong([.. words]);

    private static Dictionary<string, T> Words<T>() where T : struct, Enum =>
        Enum.GetValues<T>().ToDictionary(value => value.ToString().ToLowerInvariant());
}
