using System.CommandLine;
using System.Globalization;
using Chaos.Actors.Benchmarks.CostCurve;
using Chaos.Actors.Benchmarks.Reporting;
using Chaos.Actors.Dynamics.Kernels;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var repetitions = new Option<int>("--repetitions") { Description = "times each point is measured", DefaultValueFactory = _ => 5 };
var folder = new Option<string>("--out")
{
    Description = "folder for times, table and figure; docs to renew the documentation's",
    DefaultValueFactory = _ => Path.Combine("runs", "cost-curve"),
};
var command = new RootCommand("How the time of training grows with each size of a work item.") { repetitions, folder };
command.SetAction(parsed =>
{
    var curves = Curve.Measure(parsed.GetValue(repetitions));
    var conditions =
        $"{Machine.Name}, {KernelSelection.Best.Name} kernels; {parsed.GetValue(repetitions)} repetitions in shuffled order";
    var table = Tables.Markdown(curves, conditions).ToArray();
    foreach (var line in table) Console.WriteLine(line);

    var publication = new Publication(parsed.GetRequiredValue(folder));
    publication.Rows("performance-cost-curve", Tables.Rows(curves));
    publication.Table("performance-cost-curve", table);
    publication.Draw(CurveFigure.Of(curves, conditions));
});
return command.Parse(args).Invoke();
