using System.Diagnostics;
using System.Globalization;
using Chaos.Actors.Benchmarks.Reporting;
using Chaos.Actors.Cli.Clusters;
using Chaos.Actors.Dynamics;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Messages.Campaigns;
using DispatchOptions = Chaos.Actors.Benchmarks.DispatchThroughput.Options;

namespace Chaos.Actors.Benchmarks.ClusterScale;

/// <summary>Very many trivial items, or very many trainers. At nine tenths the coordinator is killed (SIGKILL) and started again.</summary>
internal static class Throughput
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    public static async Task RunAsync(Settings settings)
    {
        using var cluster = new Cluster();
        Print($"{Machine.Name}");
        Print($"{settings.Items} items, {settings.Cells} cells; {settings.Trainers} trainers of {settings.Slots} slots, {settings.Members} members of the cluster, in {settings.Processes} processes");
        var joining = Stopwatch.StartNew();
        for (var n = 0; n < settings.Processes; n++)
        {
            cluster.Trainers.Add(Node.Self(
                cluster.At($"trainers-{n}.log"), TrainerGroup.Arguments(cluster.Port, n, settings, cluster.At($"trainers-{n}"))));
        }
        await cluster.MembersAsync(1 + settings.Members);
        Print($"all members up: {joining.Elapsed.TotalSeconds:F1} s");

        var spec = DispatchOptions.Parse(["--items", $"{settings.Items}", "--cells", $"{settings.Cells}"]).Campaign();
        var goal = spec.Grid.Items * 9 / 10;
        List<Sample> samples;
        await using (var client = await Client.ConnectAsync(cluster.Port))
        {
            await client.AskAsync<CampaignReplies.Accepted>(
                new CampaignCommands.Submit(spec, TaskContents.Of("none"), NumericsVersion.Current), CancellationToken.None);
            samples = await FollowAsync(client, cluster, spec, goal);
        }
        Report(samples, cluster);
        var lastDone = samples[^1].Done;
        cluster.Coordinator.Kill();

        var restart = Stopwatch.StartNew();
        cluster.Restart();
        await using (var client = await Client.ConnectAsync(cluster.Port))
        {
            var (status, _) = await client.StatusAsync(spec.Name);
            Print($"after the kill: {restart.Elapsed.TotalSeconds:F1} s from the start of the process to the first status");
            Print($"items in it: {status.Done} (the last status before the kill: {lastDone})");
            var rest = await FollowAsync(client, cluster, spec, spec.Grid.Items);
            var working = rest.First(sample => sample.Done > status.Done);
            Print($"first new item {working.At.TotalSeconds:F1} s after that; complete, {rest[^1].Nodes} trainers in the end");
            Print($"peak memory of the second coordinator: {cluster.Coordinator.PeakMegabytes} MB");
        }
        Print($"trainers put out: {cluster.Said("put this node out")}; joined anew: {cluster.Said("Joining the cluster.")}");
        Print($"database: {new FileInfo(cluster.Database).Length / 1e6:F0} MB");
    }

    private static async Task<List<Sample>> FollowAsync(ClusterClient client, Cluster cluster, CampaignSpec spec, long goal)
    {
        var began = Stopwatch.GetTimestamp();
        var samples = new List<Sample>();
        while (true)
        {
            var (status, latency) = await client.StatusAsync(spec.Name);
            var trainers = cluster.Trainers.Aggregate(TimeSpan.Zero, (sum, node) => sum + node.Cpu);
            samples.Add(new Sample(
                Stopwatch.GetElapsedTime(began), status.Done, status.Nodes, latency, cluster.Coordinator.Cpu, trainers));
            if (status.Done >= goal) return samples;
            await Task.Delay(Look);
        }
    }

    private static void Report(List<Sample> samples, Cluster cluster)
    {
        var (from, to) = (samples.First(sample => sample.Done > 0), samples[^1]);
        var items = (double)(to.Done - from.Done);
        var step = Math.Max(1, samples.Count / 10);
        var slowest = Enumerable.Range(0, Math.Max(1, samples.Count / step - 1))
            .Select(n => (From: samples[n * step], To: samples[Math.Min((n + 1) * step, samples.Count - 1)]))
            .Min(part => (part.To.Done - part.From.Done) / (part.To.At - part.From.At).TotalSeconds);
        var latency = Spread.Of(samples.Select(sample => sample.Latency.TotalMilliseconds));
        Print($"rate: {items / (to.At - from.At).TotalSeconds:F0} items/s; slowest tenth of the run {slowest:F0}");
        Print($"CPU an item: coordinator {(to.Coordinator - from.Coordinator).TotalMilliseconds / items:F3} ms, trainers {(to.Trainers - from.Trainers).TotalMilliseconds / items:F3} ms");
        Print($"trainers that pull: {samples.Max(sample => sample.Nodes)}");
        Print($"answer to `status`: median {latency.Median:F0} ms, quartiles {latency.LowerQuartile:F0} – {latency.UpperQuartile:F0}, longest {latency.Max:F0}");
        Print($"peak memory: coordinator {cluster.Coordinator.PeakMegabytes} MB, processes of trainers {string.Join(", ", cluster.Trainers.Select(node => node.PeakMegabytes))} MB");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private sealed record Sample(
        TimeSpan At, long Done, int Nodes, TimeSpan Latency, TimeSpan Coordinator, TimeSpan Trainers);
}
