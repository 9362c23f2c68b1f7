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
            var start = new ProcessStartInfo(
                Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(DigestCatalogue).Assembly.Location]);
            foreach (var one in new[] { setting, tiering }.Where(one => one.Length > 0))
                start.Environment[one.Split('=')[0]] = one.Split('=')[1];
            var output = DigestProgram.Run(start);
            foreach (var width in Simd.Widths)
            {
                var expected = Simd.IsAccelerated(width) && (narrowestLost is null || width < narrowestLost);
                Assert.Equal(expected, output.Accelerated[width]);
            }

            output.AssertGolden();
        }
    }

    [Fact]
    public void Should_have_a_golden_digest_for_every_entry() =>
        Assert.Equal(DigestCatalogue.All.Select(entry => entry.Name).Order(), GoldenDigests.All.Keys.Order());
}
