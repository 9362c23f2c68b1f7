namespace Chaos.Actors.Benchmarks.Reporting;

/// <summary>What a measurement was made on.</summary>
internal static class Machine
{
    /// <summary>Processors this process may use.</summary>
    public static int Cores => Environment.ProcessorCount;

    /// <summary>The processor's model, family and model number included: "AMD EPYC (family 26, model 2)".</summary>
    public static string Model { get; } = Processor();

    /// <summary>The processor's name and how many cores of it there are.</summary>
    public static string Name { get; } = $"{Model}, {Cores} cores";

    /// <summary>The model as part of a file's name: "amd-epyc-family-26-model-2".</summary>
    public static string Slug { get; } = string.Join('-', new string([.. Model.ToLowerInvariant().Select(
        c => char.IsAsciiLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));

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
