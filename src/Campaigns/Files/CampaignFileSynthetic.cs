using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Campaigns.Files;

/// <summary>Samples that are drawn: their kind and its numbers.</summary>
internal sealed class CampaignFileSynthetic
{
    /// <summary>The words for the kinds.</summary>
    public static readonly string[] Kinds = ["teacher-student", "gaussian-mixture", "two-moons", "parity"];

    private static readonly string[] Common = ["samples", "test", "seed"];

    private readonly CampaignFileFields _fields;
    private readonly CampaignFileProblems _problems;
    private bool _good = true;

    private CampaignFileSynthetic(CampaignFileFields fields, CampaignFileProblems problems) => (_fields, _problems) = (fields, problems);

    /// <summary>What is drawn, or null (reported).</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="node">What stands behind it.</param>
    /// <param name="path">Where that is.</param>
    /// <param name="problems">Where problems go.</param>
    public static SyntheticTask? Read(string kind, CampaignFileNode node, string path, CampaignFileProblems problems)
    {
        string[] own = kind switch
        {
            "teacher-student" => ["inputs", "hidden", "activation", "outputs", "noise"],
            "gaussian-mixture" => ["classes", "inputs", "separation"],
            "two-moons" => ["noise"],
            _ => ["bits"],
        };
        if (CampaignFileFields.Of(node, path, [.. own, .. Common], problems) is not { } fields) return null;
        var reader = new CampaignFileSynthetic(fields, problems);
        var task = reader.Task(kind);
        if (!reader._good) return null;
        if (task.Fault() is not (var field, var message)) return task;
        problems.Add((fields.Optional(field.Split('[')[0]) ?? node).Start, fields.Child(field), message);
        return null;
    }

    private SyntheticTask Task(string kind)
    {
        var (samples, test, seed) = (Whole("samples"), Whole("test"), (ulong)Whole("seed", 0));
        return kind switch
        {
            "teacher-student" => new TeacherStudent
            {
                Samples = samples,
                Test = test,
                Seed = seed,
                Inputs = Whole("inputs"),
                Hidden = Units(),
                Activation = Activation(),
                Outputs = Whole("outputs", 1),
                Noise = Real("noise", 0),
            },
            "gaussian-mixture" => new GaussianMixture
            {
                Samples = samples,
                Test = test,
                Seed = seed,
                Classes = Whole("classes", 2),
                Inputs = Whole("inputs"),
                Separation = Real("separation", 2),
            },
            "two-moons" => new TwoMoons { Samples = samples, Test = test, Seed = seed, Noise = Real("noise", 0.1) },
            _ => new Parity { Samples = samples, Test = test, Seed = seed, Bits = Whole("bits") },
        };
    }

    // How large it may be, the task itself says.
    private int Whole(string name, int? usual = null)
    {
        if (usual is { } value && _fields.Optional(name) is null) return value;
        return Good(_fields.Required(name, "a whole number") is { } node
            ? CampaignFileNumbers.Count(node, _fields.Child(name), "a whole number", int.MaxValue, _problems, minimum: 0)
            : null);
    }

    private double Real(string name, double usual) => _fields.Optional(name) is { } node
        ? Good(CampaignFileNumbers.Real(node, _fields.Child(name), "a number of at least 0", value => value >= 0, _problems))
        : usual;

    private IReadOnlyList<int> Units()
    {
        switch (_fields.Required("hidden", "the units of the teacher's hidden layers, such as [8]"))
        {
            case CampaignFileList list when list.Items.Count <= CampaignLimits.Layers:
                return [.. list.Items.Select((item, l) => Good(
                    CampaignFileNumbers.Count(item, $"{_fields.Child("hidden")}[{l}]", "the units of a layer", CampaignLimits.Units, _problems)))];
            case { } other:
                _problems.Expected(other, _fields.Child("hidden"), $"a list of at most {CampaignLimits.Layers} layers' units, such as [8]");
                break;
        }
        _good = false;
        return [];
    }

    private string Activation()
    {
        if (_fields.Optional("activation") is not { } node) return "tanh";
        var known = Dynamics.Networks.Activation.All.Select(activation => activation.Text).ToArray();
        var text = node is CampaignFileScalar { IsNothing: false } scalar ? scalar.Value : "";
        if (Dynamics.Networks.Activation.Named(text) is { } named) return named.Text;
        _problems.Add(node.Start, _fields.Child("activation"), $"found {node.Describe()}, " + CampaignFileSuggestion.For(text, known));
        _good = false;
        return "tanh";
    }

    private T Good<T>(T? value)
        where T : struct
    {
        _good &= value is not null;
        return value ?? default;
    }
}
