using System.Diagnostics;
using Chaos.Actors.Dynamics.Digests;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Tests.Numerics;

/// <summary>What the program of Dynamics.Digests printed.</summary>
internal sealed class DigestProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly List<string[]> _digests;

    private DigestProgram(IEnumerable<string[]> lines)
    {
        var words = lines.ToLookup(line => line[0]);
        Accelerated = words["accelerated"].ToDictionary(line => Enum.Parse<SimdWidth>(line[1]), line => bool.Parse(line[2]));
        _digests = [.. words["digest"]];
    }

    /// <summary>Which widths it had in hardware.</summary>
    public IReadOnlyDictionary<SimdWidth, bool> Accelerated { get; }

    /// <summary>Runs it to its end.</summary>
    public static DigestProgram Run(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"The digests did not come within {Patience}.");
        }

        Assert.True(process.ExitCode == 0, errors.GetAwaiter().GetResult());
        return new DigestProgram(output.GetAwaiter().GetResult()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Split(' ')));
    }

    /// <summary>Every digest at every width is the golden one.</summary>
    public void AssertGolden()
    {
        Assert.Equal(DigestCatalogue.All.Count * Simd.Widths.Count, _digests.Count);
        foreach (var line in _digests)
            Assert.Equal($"{line[1]} {line[2]} {GoldenDigests.All[line[1]]}", string.Join(' ', line[1..]));
    }
}
