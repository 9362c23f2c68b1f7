using System.Security.Cryptography;
using System.Text;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Digests;

/// <summary>Tasks whose samples are drawn.</summary>
internal static class SyntheticDigests
{
    /// <summary>The content of one of each kind.</summary>
    public static string Tasks()
    {
        SyntheticTask[] tasks =
        [
            new TeacherStudent { Inputs = 7, Hidden = [6, 5], Outputs = 2, Noise = 0.2, Samples = 60, Test = 20, Seed = 1 },
            new GaussianMixture { Inputs = 5, Classes = 4, Separation = 1.5, Samples = 60, Test = 20, Seed = 2 },
            new TwoMoons { Noise = 0.15, Samples = 60, Test = 20, Seed = 3 },
            new Parity { Bits = 33, Samples = 60, Test = 20, Seed = 4 },
        ];
        var hashes = tasks.Select(task => TaskReader.Read(new TaskSpec(task.Word()) { Synthetic = task }, DataDirectory.Default).ContentHash);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(' ', hashes))));
    }
}
