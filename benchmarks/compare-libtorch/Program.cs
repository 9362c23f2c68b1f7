using System.CommandLine;
using System.Globalization;
using Chaos.Actors.Benchmarks.CompareLibtorch;
using Chaos.Actors.Benchmarks.Reporting;
using Chaos.Actors.Dynamics.Kernels;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is [ItemProcess.Verb, var item, var copies, var seed])
{
    ItemProcess.Serve(item, int.Parse(copies), ulong.Parse(seed));
    return 0;
}

var workloads = new Argument<string[]>("WORKLOAD")
{
    Description = "task:network, as in mnist:64,64 or \"mnist/10000:conv 6 5x5, tanh, avgpool 2\"",
    DefaultValueFactory = _ => [.. Workload.Default],
};
var rounds = new Option<int>("--rounds") { Description = "rounds of each workload", DefaultValueFactory = _ => 12 };
var block = new Option<double>("--block") { Description = "seconds of one measurement", DefaultValueFactory = _ => 0.5 };
var folder = new Option<string>("--out")
{
    Description = "folder for rounds, table and figure; docs to renew what the documentation says of this processor",
    DefaultValueFactory = _ => Path.Combine("runs", "compare-libtorch"),
};
var command = new RootCommand("Training speed against libtorch, on one core and on all.") { workloads, rounds, block, folder };
command.SetAction(parsed =>
{
    var outcomes = parsed.GetRequiredValue(workloads)
        .Select(text => Outcome.Measure(
            Workload.Parse(text), parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(block))))
        .ToArray();
    var (fewest, most) = (outcomes.Min(o => o.Used.Count), outcomes.Max(o => o.Used.Count));
    var conditions =
        $"{Machine.Name}, {KernelSelection.Best.Name} kernels; libtorch {TorchSharp.torch.__version__}; "
        + $"{(fewest == most ? $"{most}" : $"{fewest} to {most}")} rounds of {parsed.GetValue(block)} s a measurement, "
        + $"{outcomes.Sum(o => o.DisturbedUsed)} of {outcomes.Sum(o => o.Used.Count)} beside other programs";
    var table = Tables.Markdown(outcomes, conditions).ToArray();
    foreach (var line in table) Console.WriteLine(line);

    var publication = new Publication(parsed.GetRequiredValue(folder));
    var stem = $"performance-libtorch-{Machine.Slug}";
    publication.Rows(stem, Tables.Rows(outcomes));
    publication.TableOfProcessor("performance-libtorch", [
        $"### {Machine.Model}", "", .. table, "",
        $"![Ratios to libtorch's speed, and scaling over the cores, on {Machine.Model}]({stem}.svg) ([every round]({stem}.csv))", ""]);
    publication.Draw(RatioFigure.Of(stem, outcomes, conditions));
    if (outcomes.All(outcome => outcome.LossesAgree)) return 0;
    Console.Error.WriteLine("The losses differ by more than 1e-9.");
    return 1;
});
return command.Parse(args).Invoke();
