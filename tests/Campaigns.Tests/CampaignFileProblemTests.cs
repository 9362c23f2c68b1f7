using System.Text;
using Chaos.Actors.Campaigns.Files;

namespace Chaos.Actors.Campaigns.Tests;

public class CampaignFileProblemTests
{
    private static string[] Problems(string text) =>
        Assert.Throws<CampaignFileException>(() => CampaignFile.Parse(text, "x.yaml")).Message.Split('\n');

    private static string Campaign(
        string rates = "[1]", string seeds = "3", string architectures = "[10-sigmoid]", string more = "") =>
        $"task: iris\narchitectures: {architectures}\nlearningRates: {rates}\nseeds: {seeds}\n{more}";

    [Theory]
    [InlineData("[0]", "x.yaml:3:17: learningRates[0]: found 0, expected a number greater than 0")]
    [InlineData("[1, -0.5]", "x.yaml:3:20: learningRates[1]: found -0.5, expected a number greater than 0")]
    [InlineData("[.nan]", "x.yaml:3:17: learningRates[0]: found .nan, expected a number greater than 0")]
    [InlineData("[NaN]", "x.yaml:3:17: learningRates[0]: found NaN, expected a number greater than 0")]
    [InlineData("[.inf]", "x.yaml:3:17: learningRates[0]: found .inf, expected a number greater than 0")]
    [InlineData("[Infinity]", "x.yaml:3:17: learningRates[0]: found Infinity, expected a number greater than 0")]
    [InlineData("[1e999]", "x.yaml:3:17: learningRates[0]: found 1e999, which overflows (the largest number is 1.8e308), expected a number greater than 0")]
    [InlineData("[1e-400]", "x.yaml:3:17: learningRates[0]: found 1e-400, which underflows (the smallest number is 2.3e-308), expected a number greater than 0")]
    [InlineData("[1e-320]", "x.yaml:3:17: learningRates[0]: found 1e-320, which underflows (the smallest number is 2.3e-308), expected a number greater than 0")]
    [InlineData("['1']", "x.yaml:3:17: learningRates[0]: found the text \"1\", expected a number greater than 0")]
    [InlineData("[1, 2, 1.0]", "x.yaml:3:23: learningRates[2]: found 1.0 again, it is learningRates[0] already")]
    [InlineData("[]", "x.yaml:3:16: learningRates: found an empty list, expected a number, a list of numbers or {from, to, points, scale}")]
    [InlineData("-0.1", "x.yaml:3:16: learningRates: found -0.1, expected a number greater than 0, or a list of them")]
    [InlineData("", "x.yaml:3:15: learningRates: found nothing, expected a number, a list of numbers or {from, to, points, scale}")]
    [InlineData("{from: 2, to: 1, points: 3}", "x.yaml:3:16: learningRates: found from 2 to 1, expected from to be less than to")]
    [InlineData("{from: 0, to: 1, points: 3}", "x.yaml:3:23: learningRates.from: found 0, expected a number greater than 0")]
    [InlineData("{from: 1, to: 2, points: 1}", "x.yaml:3:41: learningRates.points: found 1, expected the number of points, a whole number from 2 to 10,000")]
    [InlineData("{from: 1, to: 2, points: 3, scale: log10}", "x.yaml:3:51: learningRates.scale: found log10, expected log or linear")]
    [InlineData("{from: 1, to: 2}", "x.yaml:3:16: learningRates.points: missing, expected the number of learning rates")]
    [InlineData("{from: 1, to: 1.000001, points: 9}", "x.yaml:3:16: learningRates: found 9 points that are equal to six digits, expected fewer points")]
    public void Should_say_what_is_wrong_with_learning_rates(string rates, string problem) =>
        Assert.Equal([problem], Problems(Campaign(rates)));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("many")]
    [InlineData("99999999999999999999")]
    public void Should_refuse_an_impossible_number_of_seeds(string seeds) =>
        Assert.Equal(
            [$"x.yaml:4:8: seeds: found {seeds}, expected the number of seeds, a whole number from 1 to 2,147,483,647"],
            Problems(Campaign(seeds: seeds)));

    [Theory]
    [InlineData("epochs: 0", "5:9: epochs: found 0, expected the number of epochs, a whole number from 1 to 1,000,000")]
    [InlineData("perturbation: {epsilon: -1}", "5:25: perturbation.epsilon: found -1, expected a number of at least 0, or a list of them")]
    [InlineData("perturbation: {epsilon: 1e-400}", "5:25: perturbation.epsilon: found 1e-400, which underflows (the smallest number is 2.3e-308), expected a number of at least 0, or a list of them")]
    [InlineData("l2: [0, 1e-999]", "5:9: l2[1]: found 1e-999, which underflows (the smallest number is 2.3e-308), expected a number of at least 0")]
    [InlineData("perturbation: {epsilon: .nan}", "5:25: perturbation.epsilon: found .nan, expected a number of at least 0, or a list of them")]
    [InlineData("perturbation: {count: -1}", "5:23: perturbation.count: found -1, expected the number of perturbed replicas, a whole number from 0 to 1,000")]
    [InlineData("perturbation: 5", "5:15: perturbation: found 5, expected a mapping with count, epsilon, at, on, rescale")]
    [InlineData("perturbation: {at: 201}", "5:20: perturbation.at: found 201, expected an epoch before the last, a whole number from 0 to 200")]
    [InlineData("perturbation: {at: 10}\nepochs: 10", "5:20: perturbation.at: found 10, expected an epoch before the last, a whole number from 0 to 9")]
    [InlineData("perturbation: {at: -1}", "5:20: perturbation.at: found -1, expected an epoch before the last, a whole number from 0 to 200")]
    [InlineData("perturbation: {on: biases}", "5:20: perturbation.on: found biases, expected all, weights, or how many of the weights")]
    [InlineData("perturbation: {on: 0}", "5:20: perturbation.on: found 0, expected all, weights, or how many of the weights")]
    [InlineData("perturbation: {on: '5'}", "5:20: perturbation.on: found the text \"5\", expected all, weights, or how many of the weights")]
    [InlineData("perturbation: {on: }", "5:20: perturbation.on: found nothing, expected all, weights, or how many of the weights")]
    [InlineData("accuracies: true", "5:13: accuracies: found true, expected all (of every copy) or reference")]
    [InlineData("functions: all", "5:12: functions: found all, expected true or false")]
    [InlineData("perturbation: {count: 0}\ntangents: 1\nfunctions: true", "7:12: functions: found disagreement without perturbed replicas, expected perturbation.count: 1 or more")]
    [InlineData("perturbation: {count: 0}\ntangents: 1\nobserve: [logit-distance]", "7:10: observe: found logit-distance without perturbed replicas, expected perturbation.count: 1 or more")]
    [InlineData("thresholds: [0]", "5:14: thresholds[0]: found 0, expected a test accuracy above 0 and at most 1")]
    [InlineData("thresholds: [80]", "5:14: thresholds[0]: found 80, expected a test accuracy above 0 and at most 1")]
    [InlineData("thresholds: []", "5:13: thresholds: found an empty list, expected a test accuracy above 0 and at most 1, or a list of them")]
    [InlineData("l2: -1", "5:5: l2: found -1, expected a number of at least 0, or a list of them")]
    [InlineData("train: 0", "5:8: train: found 0, expected a number of training samples, a whole number from 1 to 2,147,483,647")]
    [InlineData("name: a/b", "5:7: name: found a/b, expected 1 to 64 letters, digits, '-', '_' or '.', starting with a letter or digit")]
    [InlineData("name: ..", "5:7: name: found .., expected 1 to 64 letters, digits, '-', '_' or '.', starting with a letter or digit")]
    [InlineData("treshold: [0.5]", "5:1: treshold: unknown field, did you mean 'thresholds'?")]
    [InlineData("momentum: 1", "5:11: momentum: found 1, expected a number from 0 to below 1, or a list of them")]
    [InlineData("loss: squard", "5:7: loss: found squard, did you mean 'squared'?")]
    [InlineData("perturbation: {count: 0}", "5:23: perturbation.count: found no perturbed replicas and no tangents, expected at least one of both")]
    [InlineData("attribution: {every: 5}", "5:14: attribution: found no tangents, expected tangents: 1 or more, whose growth is attributed")]
    [InlineData("tangents: 0", "5:11: tangents: found 0, expected the number of tangent vectors, a whole number from 1 to 1,000")]
    [InlineData("hessian: 5", "5:10: hessian: found 5, expected a mapping with every")]
    [InlineData("hessian: {every: 0}", "5:18: hessian.every: found 0, expected a number of epochs, a whole number from 1 to 1,000,000")]
    [InlineData("tasks: [iris]", "1:7: task: found task and tasks, expected one of them (task is the short form)")]
    [InlineData("perturbation: {epsilon: [1, 1]}", "5:29: perturbation.epsilon[1]: found 1 again, it is perturbation.epsilon[0] already")]
    [InlineData("colour: red", "5:1: colour: unknown field, expected one of name, task, tasks, train, test, architectures, loss, learningRates, l2, momentum, seeds, epochs, perturbation, thresholds, observe, accuracies, functions, tangents, hessian, attribution, verdict, search")]
    [InlineData("seeds: 4", "5:1: seeds: given twice, first on line 4")]
    [InlineData("epochs: &e 5", "5:9: found an anchor (&), expected plain values only")]
    [InlineData("epochs: !!int 5", "5:9: found a tag (!), expected plain values only")]
    [InlineData("--- {}", "5:1: found a second document, expected one a file")]
    public void Should_say_what_is_wrong_with_a_field(string line, string problem) =>
        Assert.Equal(["x.yaml:" + problem], Problems(Campaign(more: line)));

    [Theory]
    [InlineData("[{network: conv 6}]", "2:27: architectures[0].network: Layer 1, \"conv 6\": expected a kernel such as 5x5, found nothing.")]
    [InlineData("[{network: tanh, hidden: [3]}]", "2:41: architectures[0].hidden: found hidden beside network, expected one of them (hidden is the short form)")]
    [InlineData("[{hidden: [3], activation: tanh, bias: no}]", "2:55: architectures[0].bias: found no, expected true or false")]
    [InlineData("[{hidden: [3], activation: tanh, initialisation: normal 0}]", "2:65: architectures[0].initialisation: found normal 0, expected normal with a standard deviation greater than 0, such as normal 0.5")]
    [InlineData("[]", "2:16: architectures: found an empty list, expected {hidden: [64], activation: tanh} or a list of such")]
    [InlineData("[{hidden: [0], activation: tanh}]", "2:27: architectures[0].hidden[0]: found 0, expected the units of a layer, a whole number from 1 to 65,536")]
    [InlineData("[{hidden: [4], activation: tan}]", "2:43: architectures[0].activation: found tan, did you mean 'tanh'?")]
    [InlineData("[{hidden: [4]}]", "2:17: architectures[0].activation: missing, expected one of tanh, sigmoid, relu, softplus, identity, leakyrelu, elu")]
    [InlineData("[4-tanh, 4-tanh-normal]", "2:25: architectures[1]: found 4-tanh-normal again, it is architectures[0] already")]
    [InlineData("[{hidden: [], initialisation: he}, {hidden: [], activation: relu, initialisation: he}]", "2:51: architectures[1]: found relu-he again, it is architectures[0] already")]
    [InlineData("[4-4]", "2:17: architectures[0]: found 4-4, expected {hidden: [64], activation: tanh, initialisation: normal} or its short form 64-tanh-normal")]
    public void Should_say_what_is_wrong_with_an_architecture(string architectures, string problem) =>
        Assert.Equal(["x.yaml:" + problem], Problems(Campaign(architectures: architectures)));

    [Theory]
    [InlineData("mnits", "found mnits, did you mean 'mnist'?")]
    [InlineData("{csv: {train: a}, idx: {}}", "found idx and csv, expected the name of a shipped task or one of idx, csv, cifar, teacher-student, gaussian-mixture, two-moons, parity")]
    [InlineData("{train: 5}", "expected the name of a shipped task or one of idx, csv, cifar, teacher-student, gaussian-mixture, two-moons, parity")]
    public void Should_say_what_is_wrong_with_a_task(string task, string problem) =>
        Assert.Equal(["x.yaml:1:7: task: " + problem], Problems(Campaign().Replace("iris", task)));

    [Theory]
    [InlineData("{csv: {train: a, standardise: everything}}", "1:37: task.csv.standardise: found everything, expected one of false, true, all")]
    [InlineData("{csv: {train: a, standardise: al}}", "1:37: task.csv.standardise: found al, did you mean 'all'?")]
    [InlineData("{csv: {train: a, standardise: all}}", "1:37: task.csv.standardise: found all, which standardises real targets too; classes cannot be: expected true or false, or target: real")]
    [InlineData("{csv: {train: a, target: reel}}", "1:32: task.csv.target: found reel, did you mean 'real'?")]
    [InlineData("{csv: {train: a, target: 5}}", "1:32: task.csv.target: found 5, expected one of class, real")]
    [InlineData("{csv: {train: a, label: [x]}}", "1:31: task.csv.label: found a list, expected the name of a column")]
    [InlineData("{csv: {train: a, lable: x}}", "1:24: task.csv.lable: unknown field, did you mean 'label'?")]
    [InlineData("{cifar: {train: [], test: t}}", "1:23: task.cifar.train: found an empty list, expected the path of a file, or a list of such")]
    [InlineData("{cifar: {train: [a, {}], test: t}}", "1:27: task.cifar.train[1]: found an empty mapping, expected the path of a file")]
    [InlineData("{cifar: {train: a}}", "1:15: task.cifar.test: missing, expected the path of a file")]
    [InlineData("{cifar: {train: a, test: b, pixels: half}}", "1:43: task.cifar.pixels: found half, expected one of unit, raw, standardise")]
    [InlineData("{parity: {bits: 3, samples: 6, test: 4}}", "1:35: task.parity.samples: found 6 training and 4 test samples, expected at most 8 together: there are no more strings of 3 bits")]
    [InlineData("{parity: {bits: 61, samples: 6, test: 4}}", "1:23: task.parity.bits: found 61, expected a whole number from 2 to 60")]
    [InlineData("{parity: {bits: 9, samples: 0, test: 4}}", "1:35: task.parity.samples: found 0, expected a whole number from 2 to 1,000,000")]
    [InlineData("{two-moons: {samples: 9}}", "1:19: task.two-moons.test: missing, expected a whole number")]
    [InlineData("{two-moons: {samples: 9, test: 4, noise: -1}}", "1:48: task.two-moons.noise: found -1, expected a number of at least 0")]
    [InlineData("{two-moons: {samples: 2000000, test: 4}}", "1:29: task.two-moons.samples: found 2000000, expected a whole number from 2 to 1,000,000")]
    [InlineData("{gaussian-mixture: {samples: 3, test: 4, inputs: 2, classes: 4}}", "1:36: task.gaussian-mixture.samples: found 3, expected a whole number from 4 to 1,000,000")]
    [InlineData("{gaussian-mixture: {samples: 10000, test: 4, inputs: 20000}}", "1:36: task.gaussian-mixture.samples: found 10000 samples of 20000 features, expected at most 134,217,728 numbers")]
    [InlineData("{gaussian-mixture: {samples: ten, test: 4, inputs: 2}}", "1:36: task.gaussian-mixture.samples: found ten, expected a whole number, a whole number from 0 to 2,147,483,647")]
    [InlineData("{two-moon: {samples: 9, test: 4}}", "1:8: task.two-moon: unknown field, did you mean 'two-moons'?")]
    public void Should_say_what_is_wrong_with_a_users_own_task(string task, string problem) =>
        Assert.Contains("x.yaml:" + problem, Problems(Campaign().Replace("iris", task)));

    [Theory]
    [InlineData("{csv: {train: a, target: real}}", "", "1:7: loss: found cross-entropy, a loss of classes, and real targets in the task a, expected loss: squared")]
    [InlineData("{csv: {train: a, target: real}}", "loss: cross-entropy", "5:7: loss: found cross-entropy, a loss of classes, and real targets in the task a, expected loss: squared")]
    [InlineData("{teacher-student: {inputs: 3, hidden: [4], samples: 9, test: 5}}", "", "1:7: loss: found cross-entropy, a loss of classes, and real targets in the task teacher-student, expected loss: squared")]
    [InlineData("{teacher-student: {inputs: 3, hidden: 4, samples: 9, test: 5}}", "loss: squared", "1:45: task.teacher-student.hidden: found 4, expected a list of at most 64 layers' units, such as [8]")]
    [InlineData("{teacher-student: {inputs: 3, hidden: [4], samples: 9, test: 1}}", "loss: squared", "1:68: task.teacher-student.test: found 1, expected a whole number from 2 to 1,000,000")]
    [InlineData("{teacher-student: {inputs: 3, hidden: [4], activation: tan, samples: 9, test: 5}}", "loss: squared", "1:62: task.teacher-student.activation: found tan, did you mean 'tanh'?")]
    public void Should_say_what_is_wrong_with_real_targets(string task, string more, string problem) =>
        Assert.Equal(["x.yaml:" + problem], Problems(Campaign(more: more).Replace("iris", task)));

    [Theory]
    [InlineData("[]", "1:8: tasks: found 0 tasks, expected 1 to 256")]
    [InlineData("[iris, wine, iris]", "1:21: tasks[2]: found iris again, it is tasks[0] already; a name tells tasks apart: {name: other, csv: {…}}")]
    [InlineData("[iris, irs]", "1:15: tasks[1]: found irs, did you mean 'iris'?")]
    [InlineData("[{name: mnist, train: 0}]", "1:30: tasks[0].train: found 0, expected a number of samples, a whole number from 1 to 2,147,483,647")]
    public void Should_say_what_is_wrong_with_the_tasks(string tasks, string problem) =>
        Assert.Equal(["x.yaml:" + problem], Problems($"tasks: {tasks}\narchitectures: [10-sigmoid]\nlearningRates: [1]\nseeds: 3\n"));

    [Theory]
    [InlineData("{from: 3}", "4:8: seeds.count: missing, expected the number of seeds")]
    [InlineData("{from: -1, count: 2}", "4:15: seeds.from: found -1, expected the first seed, a whole number from 0 to 2,147,483,646")]
    [InlineData("{from: 2147483646, count: 2}", "4:34: seeds.count: found 2, expected the number of seeds, a whole number from 1 to 1")]
    public void Should_say_what_is_wrong_with_a_part_of_the_seeds(string seeds, string problem) =>
        Assert.Equal(["x.yaml:" + problem], Problems(Campaign(seeds: seeds)));

    [Fact]
    public void Should_report_several_problems_at_once_in_the_order_of_the_file() =>
        Assert.Equal(
            [
                "x.yaml:1:1: architectures: missing, expected {hidden: [64], activation: tanh} or a list of such",
                "x.yaml:1:1: seeds: missing, expected the number of seeds, or {from: 8, count: 4}",
                "x.yaml:1:7: task: found flowers, expected one of mnist, iris, wine, breast-cancer, digits, "
                    + "{idx: {…}}, {csv: {…}}, {cifar: {…}}, {teacher-student: {…}}, {gaussian-mixture: {…}}, {two-moons: {…}} or {parity: {…}}",
                "x.yaml:2:17: learningRates[0]: found 0, expected a number greater than 0",
                "x.yaml:3:1: epoch: unknown field, did you mean 'epochs'?",
            ],
            Problems("task: flowers\nlearningRates: [0]\nepoch: 5\n"));

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment\n")]
    [InlineData("just words")]
    [InlineData("- a\n- b")]
    [InlineData("task: [iris")]
    [InlineData("task: iris: iris")]
    [InlineData("task:\n\tiris: 1")]
    [InlineData("? [a]\n: b")]
    [InlineData("%%%")]
    public void Should_refuse_what_is_no_campaign_with_one_sentence(string text) =>
        Assert.StartsWith("x.yaml:", Assert.Single(Problems(text)));

    [Fact]
    public void Should_refuse_an_alias_bomb_before_it_grows() =>
        Assert.Contains("anchor", Assert.Single(Problems(
            "a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: [*c,*c,*c,*c]")));

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    public void Should_refuse_deep_nesting(string open) =>
        Assert.Contains("nested more than", Assert.Single(Problems(string.Concat(Enumerable.Repeat(open, 100_000)))));

    [Fact]
    public void Should_refuse_too_many_values() =>
        Assert.Contains("more than 100000 values", Assert.Single(Problems("a: [" + string.Concat(Enumerable.Repeat("1,", 200_000)) + "]")));

    [Fact]
    public void Should_refuse_a_grid_too_large_to_index() =>
        Assert.Contains("1,073,741,824 items", Assert.Single(Problems(
            Campaign("{from: 0.1, to: 10, points: 1000}", seeds: "2147483647"))));

    [Fact]
    public void Should_refuse_a_large_file_a_binary_one_a_folder_and_a_missing_one()
    {
        var folder = Directory.CreateTempSubdirectory("chaos-campaign-");
        try
        {
            Assert.Contains("larger than 1 MB", Refusal("large", new byte[10 << 20]));
            Assert.Contains("not UTF-8 text", Refusal("binary", [0x1F, 0x8B, 0xFF, 0xFE, 0x80]));
            Assert.Contains("not text", Refusal("nul", Encoding.UTF8.GetBytes("task: iris\0")));
            Assert.Contains("found a folder", Refused(folder.FullName));
            Assert.Equal("nowhere.yaml: no such file", Refused("nowhere.yaml"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        string Refusal(string name, byte[] content)
        {
            var path = Path.Combine(folder.FullName, name);
            File.WriteAllBytes(path, content);
            return Refused(path);
        }

        static string Refused(string path) => Assert.Throws<CampaignFileException>(() => CampaignFile.Read(path)).Message;
    }
}
