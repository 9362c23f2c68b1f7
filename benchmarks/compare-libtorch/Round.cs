namespace Chaos.Actors.Benchmarks.CompareLibtorch;

/// <summary>One round: replica-epochs a second, each measured once, one after the other.</summary>
/// <param name="OurCore">Ours on one core.</param>
/// <param name="OurTangents">Ours on one core, epochs of a reference with as many tangent vectors as the other items have replicas.</param>
/// <param name="TorchCore">libtorch on one core.</param>
/// <param name="OurCores">Ours on all cores, an item each.</param>
/// <param name="TorchCores">libtorch on all cores, an item each on one thread.</param>
/// <param name="TorchSpread">libtorch on all cores, every operation of one item spread over them.</param>
/// <param name="OneProcess">Ours in one process of its own.</param>
/// <param name="Processes">Ours in as many processes as there are cores, an item each.</param>
/// <param name="Foreign">Cores that were busy with something else, at worst.</param>
internal sealed record Round(
    double OurCore, double OurTangents, double TorchCore, double OurCores, double TorchCores, double TorchSpread, double OneProcess,
    double Processes, double Foreign)
{
    /// <summary>How many times libtorch's rate ours is, on one core each.</summary>
    public double CoreRatio => OurCore / TorchCore;

    /// <summary>What an epoch of a tangent vector takes, in replica-epochs.</summary>
    public double TangentEpoch => (OurCore / OurTangents - 1) / (Contest.Copies - 1);

    /// <summary>How many times libtorch's rate ours is on all cores, against the better of libtorch's two ways.</summary>
    public double CoresRatio => OurCores / Math.Max(TorchCores, TorchSpread);

    /// <summary>Our rate on all cores as a part of cores × the rate on one.</summary>
    public double Scaling(int cores) => OurCores / (cores * OurCore);

    /// <summary>The same for separate processes: what the machine itself gives.</summary>
    public double Ceiling(int cores) => Processes / (cores * OneProcess);
}
