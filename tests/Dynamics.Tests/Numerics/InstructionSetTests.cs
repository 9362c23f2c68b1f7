using System.Diagnostics;
using Chaos.Actors.Dynamics.Digests;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Tests.Numerics;

/// <summary>Starts the program of Dynamics.Digests with instruction sets switched off and compares every digest.</summary>
public class InstructionSetTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("DOTNET_EnableAVX512=0", SimdWidth.Vector512)]
    [InlineData("DOTNET_EnableAVX2=0", SimdWidth.Vector256)]
    [InlineData("DOTNET_EnableAVX=0", SimdWidth.Vector256)]
    [InlineData("DOTNET_EnableHWIntrinsic=0", SimdWidth.Vector128)]
    public void Should_give_the_golden_digests_without(string setting, SimdWidth? narrowestLost)
    {
        // Optimised at once, and as first compiled: the two ways of compiling may treat a vector differently.
        foreach (var tiering in new[] { "DOTNET_TieredCompilation=0", "DOTNET_TieredCompilation=1" })
        {
            var lines = Run([setting, tiering]).Select(line => line.Split(' ')).ToList();
            var accelerated = lines.Where(line => line[0] == "accelerated")
                .ToDictionary(line => Enum.Parse<SimdWidth>(line[1]), line => bool.Parse(line[2]));
            foreach (var width in Simd.Widths)
            {
                var expected = Simd.IsAccelerated(width) && (narrowestLost is null || width < narrowestLost);
                Assert.Equal(expected, accelerated[width]);
            }

            var digests = lines.Where(line => line[0] == "digest").ToList();
            Assert.Equal(DigestCatalogue.All.Count * Simd.Widths.Count, digests.Count);
            foreach (var line in digests)
                Assert.Equal($"{line[1]} {line[2]} {GoldenDigests.All[line[1]]}", string.Join(' ', line[1..]));
        }
    }

    [Fact]
    public void Should_have_a_golden_digest_for_every_entry() =>
        Assert.Equal(DigestCatalogue.All.Select(entry => entry.Name).Order(), GoldenDigests.All.Keys.Order());

    private static string[] Run(string[] settings)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { typeof(DigestCatalogue).Assembly.Location },
            RedirectStandardOutput = true,
        };
        foreach (var setting in settings.Where(setting => setting.Length > 0))
            start.Environment[setting.Split('=')[0]] = setting.Split('=')[1];
        using var process = Process.Start(start)!;
        var output = process.OutputInTime();
        Assert.Equal(0, process.ExitCode);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
