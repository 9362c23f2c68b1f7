namespace Chaos.Actors.Benchmarks.CompareLibtorch;

/// <summary>The losses of the first epochs; later the trajectories themselves may part.</summary>
internal sealed class LossLog(int copies)
{
    private const int Epochs = 50;
    private readonly double[] _losses = new double[Epochs * copies];
    private int _count;

    /// <summary>Notes the loss of the next copy, copies in turn.</summary>
    public void Add(double loss)
    {
        if (_count < _losses.Length) _losses[_count++] = loss;
    }

    /// <summary>The largest relative difference to another's losses, over what both have; NaN differs by infinity.</summary>
    public double Difference(LossLog other)
    {
        var worst = 0.0;
        for (var i = 0; i < Math.Min(_count, other._count); i++)
        {
            var difference = Math.Abs(_losses[i] - other._losses[i]) / Math.Abs(other._losses[i]);
            worst = Math.Max(worst, double.IsNaN(difference) ? double.PositiveInfinity : difference);
        }

        return worst;
    }
}
