using System.Globalization;
using Akka.Actor;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Benchmarks.Reporting;
using Chaos.Actors.Messages.Campaigns;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Chaos.Actors.Benchmarks.ClusterScale;

/// <summary>
/// What it costs to compute a real campaign in several processes: <c>chaos run</c> with N slots beside <c>chaos coordinator</c> and
/// N <c>chaos trainer</c> of one slot that are up before the campaign is submitted. Each round runs one process, cluster, cluster,
/// one process, so that what drifts hits both alike.
/// </summary>
internal static class Overhead
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(Settings settings)
    {
        var file = settings.Overhead!.FullName;
        var campaign = Path.GetFileNameWithoutExtension(file);
        using var system = ActorSystem.Create("journal", "akka.loglevel = OFF, akka.stdout-loglevel = OFF");
        Print($"{Machine.Name}");
        Print($"{settings.Overhead.Name}, {settings.Trainers} slots in one process beside {settings.Trainers} trainers of one slot; seconds from the campaign's opening (from the first item's start; a slot's computing) to the last result in the journal");
        var (open, work, computing) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 1; round <= settings.Rounds; round++)
        {
            var one = OneProcess(file, settings.Trainers, system);
            Journal[] cluster = [await ClusterAsync(file, campaign, settings.Trainers, system), await ClusterAsync(file, campaign, settings.Trainers, system)];
            var two = OneProcess(file, settings.Trainers, system);
            open.Add(Seconds(cluster, run => run.Open) / Seconds([one, two], run => run.Open));
            work.Add(Seconds(cluster, run => run.Work) / Seconds([one, two], run => run.Work));
            computing.Add(Seconds(cluster, run => run.Computing) / Seconds([one, two], run => run.Computing));
            var times = string.Join(", ", new[] { one, cluster[0], cluster[1], two }.Select(run => Times(run, settings.Trainers)));
            Print($"round {round}: one process, cluster, cluster, one process: {times}; ratio {open[^1]:F4} ({work[^1]:F4}; {computing[^1]:F4}); {one.Items} items");
        }
        Print($"ratio, from the campaign's opening:      {Summary(open)}");
        Print($"ratio, from the start of the first item: {Summary(work)}");
        Print($"ratio, what the items took:              {Summary(computing)}");
    }

    private static Journal OneProcess(string file, int slots, ActorSystem system)
    {
        var folder = Directory.CreateTempSubdirectory("chaos-scale-");
        try
        {
            var run = Path.Combine(folder.FullName, "run");
            using var node = Node.Chaos(Path.Combine(folder.FullName, "log"), "run", file, "--out", run, "--slots", $"{slots}");
            node.WaitForSuccess();
            return Journal.Read(Path.Combine(run, "chaos.db"), system);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Journal> ClusterAsync(string file, string campaign, int trainers, ActorSystem system)
    {
        using var cluster = new Cluster();
        for (var n = 0; n < trainers; n++)
        {
            cluster.Trainers.Add(Node.Chaos(
                cluster.At($"t{n}.log"),
                "trainer", "--name", $"t{n}", "--seeds", $"127.0.0.1:{cluster.Port}", "--slots", "1", "--data", cluster.At($"t{n}")));
        }
        await cluster.MembersAsync(1 + trainers);
        using (var submit = Node.Chaos(cluster.At("submit.log"), "submit", file, "--server", cluster.Server))
            submit.WaitForSuccess();
        await using var client = await Client.ConnectAsync(cluster.Server);
        while ((await client.StatusAsync(campaign)).Status.State == CampaignStates.Of(CampaignPhase.Running)) await Task.Delay(Look);
        return Journal.Read(cluster.Database, system);
    }

    private static double Seconds(IEnumerable<Journal> runs, Func<Journal, TimeSpan> time) => runs.Sum(run => time(run).TotalSeconds);

    private static string Times(Journal run, int slots) => string.Create(
        CultureInfo.InvariantCulture,
        $"{run.Open.TotalSeconds:F2} ({run.Work.TotalSeconds:F2}; {run.Computing.TotalSeconds / slots:F2})");

    // Ratios multiply: their logarithms are averaged.
    private static string Summary(List<double> ratios)
    {
        var logarithms = ratios.Select(ratio => Math.Log(ratio)).ToList();
        var mean = logarithms.Mean();
        if (ratios.Count < 2) return string.Create(CultureInfo.InvariantCulture, $"{Math.Exp(mean):F4}");
        var half = StudentT.InvCDF(0, 1, ratios.Count - 1, 0.975) * logarithms.StandardDeviation() / Math.Sqrt(ratios.Count);
        return string.Create(CultureInfo.InvariantCulture,
            $"{Math.Exp(mean):F4}, 95 % interval {Math.Exp(mean - half):F4} – {Math.Exp(mean + half):F4} over {ratios.Count} rounds");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
