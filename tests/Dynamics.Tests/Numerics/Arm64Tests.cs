using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Tests.Numerics;

/// <summary>The golden digests on Arm64: the program of Dynamics.Digests, built for it, runs under qemu-user.</summary>
public sealed class Arm64Tests
{
    [QemuFact]
    public void Should_give_the_golden_digests_on_arm64()
    {
        var folder = Directory.CreateTempSubdirectory("chaos-arm64-");
        try
        {
            var output = DigestProgram.Run(
                new ProcessStartInfo("bash", [Path.Combine(Sources(), "tests", "Dynamics.Digests", "arm64"), folder.FullName]));
            Assert.True(output.Accelerated[SimdWidth.Vector128]);
            output.AssertGolden();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Sources()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Chaos.Actors.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    /// <summary>Runs where qemu-user can run a program for Arm64; elsewhere the test is skipped and says why.</summary>
    private sealed class QemuFactAttribute : FactAttribute
    {
        public QemuFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
            : base(file, line)
        {
            if (RuntimeInformation.OSArchitecture == Architecture.Arm64)
                Skip = "this machine is Arm64 itself: InstructionSetTests has compared its digests";
            else if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
                .Any(path => File.Exists(Path.Combine(path, "qemu-aarch64"))))
                Skip = "qemu-aarch64 is not there, and so no Arm64 machine to compare with (Debian's package: qemu-user)";
            else if (!File.Exists("/usr/bin/apt-get"))
                Skip = "the libraries of Arm64 come from Debian's packages, and apt-get is not there";
        }
    }
}
