using System.Diagnostics;
using Chaos.Actors.Benchmarks.CompareLibtorch;
using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using MathNet.Numerics.Statistics;

// One replica-epoch (forward, backward, update; float64; full batch), ours against libtorch, on the same data from the same
// initial weights, single-threaded, one epoch of each in turn. Usage: run [rounds] [task:hidden …]
var rounds = args.Length > 0 ? int.Parse(args[0]) : 12;
string[] workloads = args.Length > 1 ? args[1..] : ["mnist:64", "mnist:64,64", "digits:16", "iris:10"];
const int Copies = 3;
TorchSharp.torch.set_num_threads(1);
Console.WriteLine($"{Cpu()}, 1 thread each, libtorch {TorchSharp.torch.__version__}, kernels {KernelSelection.Best.Name}");
Console.WriteLine(
    $"{"workload",-16}{"ours, ms",10}{"libtorch, ms",14}{"ratio: median",15}{"min",7}{"max",7}   loss difference");
foreach (var workload in workloads)
{
    var (name, hidden) = (workload.Split(':')[0], workload.Split(':')[1].Split(',').Select(int.Parse).ToArray());
    var task = TaskReader.Read(new TaskSpec(name), DataDirectory.Default);
    var features = task.Features;
    var inputs = new double[task.Train.Count * features];
    for (var s = 0; s < task.Train.Count; s++)
        task.Train.Inputs.CopyRow(s, inputs.AsSpan(s * features, features));

    // Small tasks: many epochs a round, so that a round is long against the clock's resolution.
    var epochs = Math.Max(1, 2_000_000 / inputs.Length);
    var architecture = new Architecture(hidden, Activation.Tanh, Initialisation.Normal);
    var spec = new PairGroupSpec(
        architecture, 0.1, 0, new Perturbation(Copies - 1, 1e-8), rounds * epochs, Seed: 1);
    var group = new PairGroup(new PreparedTask(task), spec);
    var initial = Enumerable.Range(0, Copies).Select(group.Parameters).ToArray();
    using var torch = new TorchReplicas(
        inputs, task.Train.Count, features, task.Train.Labels, architecture.LayerSizes(features, task.Classes), initial, 0.1);

    var (ours, theirs, worst) = (new List<double>(), new List<double>(), 0.0);
    var mark = Stopwatch.GetTimestamp();
    group.Run((t, losses, _, _) =>
    {
        var computed = Stopwatch.GetElapsedTime(mark).TotalMilliseconds;
        if (losses.IsEmpty) return;

        // Epoch t of ours contains step t − 1 and the gradient of t, the distances and the reference's test accuracy.
        var start = Stopwatch.GetTimestamp();
        for (var copy = 0; copy < Copies; copy++)
        {
            var difference = Math.Abs(torch.Epoch(copy) - losses[copy]) / losses[copy];
            if (t < 50) worst = Math.Max(worst, difference); // later the trajectories themselves may part
        }

        theirs.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds / Copies);
        ours.Add(computed / Copies);
        mark = Stopwatch.GetTimestamp();
    });

    // A round is `epochs` epochs of each; the first round warms up.
    var pairs = Enumerable.Range(1, rounds - 1).Select(round => (
        Ours: ours.Skip(round * epochs).Take(epochs).Average(),
        Theirs: theirs.Skip(round * epochs).Take(epochs).Average())).ToArray();
    var ratios = pairs.Select(pair => pair.Theirs / pair.Ours).ToArray();
    Console.WriteLine(
        $"{workload,-16}{pairs.Select(p => p.Ours).Median(),10:G4}{pairs.Select(p => p.Theirs).Median(),14:G4}"
        + $"{ratios.Median(),15:F2}{ratios.Min(),7:F2}{ratios.Max(),7:F2}   {worst:E1}");
}

static string Cpu() => File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
    ?.Split(':')[1].Trim() ?? "unknown processor";
