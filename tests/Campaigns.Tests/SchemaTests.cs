using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Dynamics.Losses;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Tasks;
using Json.Schema;

namespace Chaos.Actors.Campaigns.Tests;

/// <summary>docs/campaign.schema.json, which editors read, says of campaign files what the program says of them.</summary>
public sealed partial class SchemaTests
{
    // What makes a whole campaign of a part that docs/campaign-file.md shows, or of a line here.
    private static readonly (string[] Fields, string Line)[] Rest =
    [
        (["task", "tasks"], "task: iris"),
        (["architectures"], "architectures: 8-tanh"),
        (["learningRates"], "learningRates: 0.5"),
        (["seeds"], "seeds: 1"),
    ];

    private static readonly string Root = FindRoot();
    private static readonly string Text = File.ReadAllText(Path.Combine(Root, "docs", "campaign.schema.json"));
    private static readonly JsonSchema Schema = JsonSchema.FromText(Text);
    private static readonly JsonNode Json = JsonNode.Parse(Text)!;

    public static TheoryData<string> Shipped => [.. Directory.GetFiles(Path.Combine(Root, "campaigns"), "*.yaml").Select(file => Path.GetFileName(file)!)];

    public static TheoryData<string> Examples =>
        [.. Example().Matches(File.ReadAllText(Path.Combine(Root, "docs", "campaign-file.md"))).Select(match => match.Groups[1].Value)];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Should_accept_the_campaigns_that_ship_and_be_named_in_their_first_line(string file)
    {
        var text = File.ReadAllText(Path.Combine(Root, "campaigns", file));

        ShouldAccept(text);
        Assert.StartsWith("# yaml-language-server: $schema=../docs/campaign.schema.json\n", text);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Should_accept_the_examples_of_the_guide(string example) => ShouldAccept(Whole(example));

    [Fact]
    public void Should_find_examples_in_the_guide() => Assert.True(Examples.Count >= 5, $"{Examples.Count}");

    [Theory]
    [InlineData("tasks: iris")]
    [InlineData("tasks: [iris, {name: mnist, train: 5, test: 6}, {name: mine, csv: {train: a.csv, test: b.csv, standardise: true}}]")]
    [InlineData("task: {csv: {train: a.csv, target: real, standardise: all, label: y}}\nloss: squared")]
    [InlineData("task: {cifar: {train: [a.bin, b.bin], test: t.bin, pixels: raw}}")]
    [InlineData("task: {cifar: {train: a.bin, test: t.bin}}")]
    [InlineData("task: {idx: {trainImages: a, trainLabels: b, testImages: c, testLabels: d, pixels: standardise}}")]
    [InlineData("task: {teacher-student: {inputs: 3, hidden: [4], samples: 9, test: 5, seed: 2, activation: relu, outputs: 2, noise: 0.1}}\nloss: squared")]
    [InlineData("tasks: [{gaussian-mixture: {inputs: 3, samples: 9, test: 5}}, {two-moons: {samples: 9, test: 5}}, {name: p, parity: {bits: 5, samples: 9, test: 5}}]")]
    [InlineData("name: 2026")]
    [InlineData("architectures: [64-32-relu-he, tanh, {hidden: [], initialisation: he}, {hidden: [4], activation: leakyrelu 0.2, initialisation: normal 0.5}, 3-leakyrelu 0.1]")]
    [InlineData("architectures: {network: \"conv 4 3x3, tanh\", bias: false}")]
    [InlineData("learningRates: {from: 1e-3, to: 1, points: 3}")]
    [InlineData("learningRates: {from: 1e-3, to: 1, points: 3}\nsearch: {width: 0.2, budget: 300, error: 0.01}")]
    [InlineData("learningRates: [0.1, 10]\nsearch: {}")]
    [InlineData("search: {low: 0.1, high: 20}")]
    [InlineData("l2: [0, 1e-4]")]
    [InlineData("momentum: [0, 0.9]")]
    [InlineData("verdict: {kappa: 2.5, decades: 0.5, threshold: 0.9}")]
    [InlineData("verdict: {}")]
    [InlineData("seeds: {from: 8, count: 4}")]
    [InlineData("perturbation: {count: 0}\ntangents: 2\nattribution: {every: 5}\nhessian: {every: 7}")]
    [InlineData("perturbation: {epsilon: [1e-8, 0]}\nthresholds: 0.5\nloss: squared\nobserve: [test-loss]\ntrain: 5")]
    [InlineData("perturbation: {at: 7, on: all}\nepochs: 8\naccuracies: all\nfunctions: true")]
    [InlineData("perturbation: {on: weights}\naccuracies: reference\nfunctions: false\nobserve: [accuracies, logit-distance, disagreement]")]
    [InlineData("perturbation: {count: 0, on: 5}\ntangents: 2\nobserve: accuracies\nfunctions: false")]
    public void Should_accept_what_the_program_accepts(string lines) => ShouldAccept(Whole(lines));

    [Theory]
    [InlineData("tasks: [iris, mnits]")]
    [InlineData("task: iris\ntasks: iris")]
    [InlineData("task: [iris]")]
    [InlineData("task: {csv: {train: a}, idx: {trainImages: a, trainLabels: b, testImages: c, testLabels: d}}")]
    [InlineData("task: {name: mine, train: 5}")]
    [InlineData("task: {idx: {trainImages: a}}")]
    [InlineData("task: {csv: {train: a, standardise: everything}}")]
    [InlineData("task: {csv: {train: a, standardise: all}}")]
    [InlineData("task: {csv: {train: a, target: 5}}")]
    [InlineData("task: {cifar: {train: [], test: t}}")]
    [InlineData("task: {cifar: {train: a}}")]
    [InlineData("task: {cifar: {train: a, test: t, pixels: half}}")]
    [InlineData("task: {parity: {bits: 61, samples: 9, test: 5}}")]
    [InlineData("task: {two-moons: {samples: 0, test: 5}}")]
    [InlineData("task: {two-moons: {samples: 5, test: 5}, parity: {bits: 5, samples: 9, test: 5}}")]
    [InlineData("task: {gaussian-mixture: {samples: 9, test: 5}}")]
    [InlineData("task: {teacher-student: {inputs: 3, hidden: 4, samples: 9, test: 5}}\nloss: squared")]
    [InlineData("task: {teacher-student: {inputs: 3, hidden: [4], samples: 9, test: 5}}")]
    [InlineData("tasks: [iris, {csv: {train: a, target: real}}]\nloss: cross-entropy")]
    [InlineData("name: a/b")]
    [InlineData("architectures: []")]
    [InlineData("architectures: [{hidden: [4]}]")]
    [InlineData("architectures: [{network: tanh, hidden: [3]}]")]
    [InlineData("architectures: {hidden: [3], activation: tanh, initialisation: normal x}")]
    [InlineData("architectures: 4-4")]
    [InlineData("learningRates: 0")]
    [InlineData("learningRates: ['1']")]
    [InlineData("learningRates: [1, 2, 1.0]")]
    [InlineData("learningRates: {from: 1, to: 2, points: 1}")]
    [InlineData("l2: -1")]
    [InlineData("momentum: 1")]
    [InlineData("seeds: {from: 8}")]
    [InlineData("seeds: 1.5")]
    [InlineData("seeds:")]
    [InlineData("epochs: 0")]
    [InlineData("perturbation: {count: 0}")]
    [InlineData("attribution: {every: 5}")]
    [InlineData("tangents: 0")]
    [InlineData("hessian: 5")]
    [InlineData("thresholds: [80]")]
    [InlineData("loss: squard")]
    [InlineData("observe: loss")]
    [InlineData("perturbation: {at: -1}")]
    [InlineData("perturbation: {at: 1000000}")]
    [InlineData("perturbation: {at: start}")]
    [InlineData("perturbation: {on: biases}")]
    [InlineData("perturbation: {on: 0}")]
    [InlineData("perturbation: {on: '5'}")]
    [InlineData("perturbation: {count: 0}\ntangents: 1\nfunctions: true")]
    [InlineData("perturbation: {count: 0}\ntangents: 1\nobserve: disagreement")]
    [InlineData("perturbation: {count: 0}\ntangents: 1\nobserve: [test-loss, logit-distance]")]
    [InlineData("accuracies: true")]
    [InlineData("functions: all")]
    [InlineData("verdict: 3")]
    [InlineData("verdict: {kappa: 0.5}")]
    [InlineData("verdict: {decades: 0}")]
    [InlineData("verdict: {threshold: 2}")]
    [InlineData("search: 0.1")]
    [InlineData("search: {width: 0}")]
    [InlineData("search: {low: -1, high: 2}")]
    [InlineData("search: {budget: 0.5, low: 1, high: 9}")]
    [InlineData("search: {error: 0.5, low: 1, high: 9}")]
    [InlineData("treshold: 0.5")]
    public void Should_refuse_what_the_program_refuses(string lines)
    {
        var text = Whole(lines);
        Assert.Throws<CampaignFileException>(() => CampaignFile.Parse(text, "x.yaml"));
        Assert.False(IsValid(text), text);
    }

    [Theory]
    [InlineData("task", false)]
    [InlineData("architectures", true)]
    [InlineData("learningRates", false)]
    [InlineData("seeds", true)]
    public void Should_refuse_a_campaign_without(string field, bool isNamed)
    {
        var text = string.Join('\n', Rest.Where(rest => !rest.Fields.Contains(field)).Select(rest => rest.Line));
        Assert.False(IsValid(text));
        Assert.Equal(isNamed, Json["required"]!.AsArray().Any(name => name!.GetValue<string>() == field));
    }

    /// <summary>The program names the fields it knows at a place when it finds one that it does not know.</summary>
    [Theory]
    [InlineData("", "$: 0")]
    [InlineData("taskMapping", "task: {$: 0}")]
    [InlineData("idx", "task: {idx: {$: 0}}")]
    [InlineData("csv", "task: {csv: {$: 0}}")]
    [InlineData("cifar", "task: {cifar: {$: 0}}")]
    [InlineData("teacher-student", "task: {teacher-student: {$: 0}}")]
    [InlineData("gaussian-mixture", "task: {gaussian-mixture: {$: 0}}")]
    [InlineData("two-moons", "task: {two-moons: {$: 0}}")]
    [InlineData("parity", "task: {parity: {$: 0}}")]
    [InlineData("architectureMapping", "architectures: {$: 0}")]
    [InlineData("range", "learningRates: {$: 0}")]
    [InlineData("seeds", "seeds: {$: 0}")]
    [InlineData("perturbation", "perturbation: {$: 0}")]
    [InlineData("every", "hessian: {$: 0}")]
    [InlineData("every", "attribution: {$: 0}")]
    [InlineData("verdict", "verdict: {$: 0}")]
    [InlineData("search", "search: {$: 0}")]
    public void Should_know_the_fields_that_the_program_knows(string definition, string place)
    {
        const string unknown = "qqqqqqqqqqqq";
        var problem = Assert.Throws<CampaignFileException>(() => CampaignFile.Parse(Whole(place.Replace("$", unknown)), "x.yaml"))
            .Problems.Single(problem => problem.Field.EndsWith(unknown, StringComparison.Ordinal)).Message;
        var known = KnownFields().Match(problem).Groups[1].Value.Split(", ");

        var mapping = definition.Length == 0 ? Json : Json["$defs"]![definition]!;
        Assert.Equal(known.Order(), mapping["properties"]!.AsObject().Select(field => field.Key).Order());
    }

    [Fact]
    public void Should_know_no_mapping_but_these_and_close_each()
    {
        var mappings = Json["$defs"]!.AsObject().Where(definition => definition.Value!["properties"] is not null).ToList();
        Assert.Equal(
            ["taskMapping", "idx", "csv", "cifar", "teacher-student", "gaussian-mixture", "two-moons", "parity", "architectureMapping", "range", "seeds", "perturbation", "verdict", "search", "every"], mappings.Select(mapping => mapping.Key));
        Assert.All(mappings.Select(mapping => mapping.Value!).Prepend(Json), mapping => Assert.False(mapping["additionalProperties"]!.GetValue<bool>()));
    }

    [Fact]
    public void Should_know_the_words_that_the_program_knows()
    {
        Assert.Equal(CampaignFileTask.Shipped, Words(Json["$defs"]!["shipped"]!));
        Assert.Equal(EnumWord.All<PixelScale>(), Words(Json["$defs"]!["pixels"]!));
        Assert.Equal(EnumWord.All<CsvTarget>(), Words(Json["$defs"]!["csv"]!["properties"]!["target"]!));
        Assert.Equal(Activation.All.Select(activation => activation.Text), Words(Json["$defs"]!["activation"]!["anyOf"]![0]!));
        Assert.Equal(
            Enum.GetNames<Initialisation>().Select(name => name.ToLowerInvariant()), Words(Json["$defs"]!["initialisation"]!["anyOf"]![0]!));
        Assert.Equal(Loss.All.Select(loss => loss.Text), Words(Json["properties"]!["loss"]!));
        Assert.Equal(Observable.All.Select(observable => observable.Text), Words(Json["$defs"]!["observable"]!));
        var shortForm = new Regex(Json["$defs"]!["architecture"]!["anyOf"]![0]!["pattern"]!.GetValue<string>());
        Assert.All(Activation.All, activation => Assert.Matches(shortForm, $"64-{activation.Text}"));
        Assert.All(Enum.GetNames<Initialisation>(), name => Assert.Matches(shortForm, $"64-tanh-{name.ToLowerInvariant()}"));
    }

    private static void ShouldAccept(string text)
    {
        CampaignFile.Parse(text, Path.Combine(Root, "campaigns", "x.yaml"));
        Assert.True(IsValid(text), text);
    }

    private static bool IsValid(string text)
    {
        var tree = CampaignFileTree.Parse(text, new CampaignFileProblems());
        return Schema.Evaluate(JsonSerializer.SerializeToElement(Value(tree!))).IsValid;
    }

    // As YAML 1.2 has it, and with it the editors: plain words are numbers, booleans and null where they look like that.
    private static JsonNode? Value(CampaignFileNode node) => node switch
    {
        CampaignFileMap map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key.Value, Value(entry.Value)))),
        CampaignFileList list => new JsonArray([.. list.Items.Select(Value)]),
        CampaignFileScalar { IsNothing: true } => null,
        CampaignFileScalar { Quoted: false, Value: "true" or "false" } word => word.Value == "true",
        CampaignFileScalar { Quoted: false } number when Number().IsMatch(number.Value) =>
            JsonValue.Create(decimal.Parse(number.Value, NumberStyles.Float, CultureInfo.InvariantCulture)),
        CampaignFileScalar text => text.Value,
        _ => throw new ArgumentException($"{node.GetType().Name} is no value.", nameof(node)),
    };

    private static string Whole(string part) => Rest
        .Where(rest => !rest.Fields.Any(field => Regex.IsMatch(part, $"^{field}:", RegexOptions.Multiline)))
        .Aggregate(part, (text, rest) => $"{text}\n{rest.Line}");

    private static IEnumerable<string> Words(JsonNode schema) => schema["enum"]!.AsArray().Select(word => word!.GetValue<string>());

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Chaos.Actors.sln"))) folder = folder.Parent;
        return folder.FullName;
    }

    [GeneratedRegex("^```yaml\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Example();

    [GeneratedRegex("expected (?:one of )?(.*)$")]
    private static partial Regex KnownFields();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Number();
}
