using BenchmarkDotNet.Attributes;

namespace Chaos.Actors.Benchmarks.Kernels;

/// <summary>What BenchmarkDotNet times.</summary>
public class KernelBenchmark
{
    internal static string Filter { get; set; } = "";

    public static IEnumerable<KernelCase> Cases => KernelCases.All.Where(
        one => one == KernelCases.Peak || one.ToString().Contains(Filter, StringComparison.OrdinalIgnoreCase));

    [ParamsSource(nameof(Cases))]
    public KernelCase Case { get; set; } = KernelCases.Peak;

    [Benchmark]
    public void Call() => Case.Run();
}
