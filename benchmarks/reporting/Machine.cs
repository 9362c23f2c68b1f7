namespace Chaos.Actors.Benchmarks.Reporting;

/// <summary>What a measurement was made on.</summary>
internal static class Machine
{
    /// <summary>Processors this process may use.</summary>
    public static int Cores => Environment.ProcessorCount;

    /// <summary>The processor's name and how many cores of it there are.</summary>
    public static string Name { get; } = $"{Processor()}, {Cores} cores";

    private static string Processor()
    {
        var lines = File.ReadLines("/proc/cpuinfo").TakeWhile(line => line.Length > 0)
            .Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim());

        // Virtual machines hide the model's name behind the family's ("AMD EPYC"); family and model still tell the generation.
        return lines.TryGetValue("model name", out var name)
            ? $"{name} (family {lines.GetValueOrDefault("cpu family")}, model {lines.GetValueOrDefault("model")})"
            : "unknown processor";
    }
}
