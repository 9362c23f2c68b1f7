namespace Chaos.Actors.Benchmarks.Kernels;

/// <summary>One kernel at one shape.</summary>
/// <param name="Kernel">What is computed.</param>
/// <param name="Shape">samples × inputs × outputs.</param>
/// <param name="Fmas">Fused multiply-adds that one call has to do: padding and skipped zeros do not count.</param>
/// <param name="Run">One call.</param>
public sealed record KernelCase(string Kernel, string Shape, double Fmas, Action Run)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Kernel} {Shape}";
}
