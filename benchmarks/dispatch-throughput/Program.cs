using System.Diagnostics;
using System.Globalization;
using Chaos.Actors.Benchmarks.DispatchThroughput;
using Chaos.Actors.Databases;

// Runs a campaign of trivial items in a process of its own, kills that (SIGKILL) at nine tenths, and lets another finish.
var options = Options.Parse(args);
if (options.Worker)
{
    await Worker.RunAsync(options);
    return;
}

var folder = Directory.CreateTempSubdirectory("chaos-throughput-").FullName;
using var server = options.Database == "postgres" ? new PostgresServer() : null;
try
{
    var database = server?.CreateDatabase() ?? Path.Combine(folder, "campaign.db");
    var campaign = options.Campaign();
    var goal = campaign.Grid.Items * 9 / 10;

    var first = Run(database, goal);
    var (from, to) = (first[0], first[^1]);
    var items = (double)(to.Done - from.Done);
    Print($"{campaign.Grid.Items} items, {campaign.Grid.Cells} cells, {options.Slots} slots, {options.Epochs} epochs, {options.Database}");
    Print($"rate: {items * 1000 / (to.Elapsed - from.Elapsed):F0} items/s, {(to.Cpu - from.Cpu) / items:F3} ms of CPU an item");
    Print($"slowest tenth: {Slowest(first):F0} items/s");
    Print($"peak memory: {to.PeakMegabytes} MB");

    var second = Run(database, campaign.Grid.Items);
    Print($"after the kill: {second[0].Elapsed / 1000.0:F1} s from the start of the process to the first status");
    Print($"items in it: {second[0].Done} (the last status before the kill: {to.Done})");
    Print($"peak memory of the second process: {second[^1].PeakMegabytes} MB");
    if (server is null) Print($"database: {new FileInfo(database).Length / 1e6:F0} MB");
}
finally
{
    Directory.Delete(folder, recursive: true);
}

IReadOnlyList<Worker.Report> Run(string database, long goal)
{
    var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
    start.ArgumentList.Add(typeof(Options).Assembly.Location);
    foreach (var argument in options.ForWorker(database)) start.ArgumentList.Add(argument);
    using var worker = Process.Start(start)!;
    var reports = new List<Worker.Report>();
    while (worker.StandardOutput.ReadLine() is { } line)
    {
        reports.Add(Worker.Report.Parse(line));
        if (reports[^1].Done >= goal) worker.Kill();
    }
    worker.WaitForExit();
    return reports.Count > 0 && reports[^1].Done >= goal
        ? reports
        : throw new InvalidOperationException("the worker ended before its goal");
}

// Whether the rate holds to the end.
static double Slowest(IReadOnlyList<Worker.Report> reports)
{
    var step = Math.Max(1, reports.Count / 10);
    return Enumerable.Range(0, reports.Count / step - 1)
        .Select(n => (From: reports[n * step], To: reports[(n + 1) * step]))
        .Min(part => (part.To.Done - part.From.Done) * 1000.0 / (part.To.Elapsed - part.From.Elapsed));
}

static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
