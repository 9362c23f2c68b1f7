using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.TrainerNode.Checkpoints;

/// <summary>Names the content of an item: all that its series are a function of, but for the numerics version.</summary>
internal static class ItemContent
{
    /// <summary>Bytes of a digest.</summary>
    public const int DigestSize = SHA256.HashSizeInBytes;

    /// <summary>SHA-256 over the task's content hash and every field of the specification, reals in round-trip form.</summary>
    public static byte[] Digest(string taskContentHash, PairGroupSpec spec) => SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            task {taskContentHash}
            architecture {spec.Architecture.Name}
            learning rate {spec.LearningRate:R}
            loss {spec.Loss.Text}
            momentum {spec.Momentum:R}
            l2 {spec.L2:R}
            perturbation {spec.Perturbation.Count} {spec.Perturbation.Epsilon:R}
            epochs {spec.Epochs}
            seed {spec.Seed}
            """)));
}
