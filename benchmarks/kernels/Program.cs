using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Chaos.Actors.Benchmarks.Kernels;
using Chaos.Actors.Dynamics.Kernels;
using Perfolizer.Horology;

// In this process and with short iterations, of which the fastest counts: machines are shared, and the peak is measured alike.
KernelBenchmark.Filter = args.Length > 0 ? args[0] : "";
var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance)
    .WithWarmupCount(3).WithIterationCount(80).WithIterationTime(TimeInterval.FromMilliseconds(2));
var config = ManualConfig.CreateEmpty().AddJob(job).AddLogger(NullLogger.Instance).WithOptions(ConfigOptions.DisableLogFile);
var fastest = BenchmarkRunner.Run<KernelBenchmark>(config).Reports.ToDictionary(
    report => (KernelCase)report.BenchmarkCase.Parameters["Case"],
    report => report.ResultStatistics?.Min ?? throw new InvalidOperationException($"{report.BenchmarkCase} did not run"));
double Speed(KernelCase one) => one.Fmas / fastest[one]; // nanoseconds: 10⁹ a second

Console.WriteLine($"kernels {KernelSelection.Best.Name}, one thread");
Console.WriteLine($"{"kernel",-24}{"shape",-20}{"GFMA/s",8}{"share of peak",15}");
foreach (var one in KernelBenchmark.Cases)
    Console.WriteLine($"{one.Kernel,-24}{one.Shape,-20}{Speed(one),8:F1}{Speed(one) / Speed(KernelCases.Peak),15:P0}");
