namespace Chaos.Actors.Dynamics.Curvature;

/// <summary>
/// The largest and the smallest eigenvalue of the matrix of a Lanczos run. One counts as found when it is within
/// <see cref="Tolerance"/>, relative to the larger of both magnitudes; by the residual ρ of its Ritz vector, an eigenvalue lies within ρ
/// of a Ritz value and, with the gap to the next one, within ρ²/gap. Where <see cref="Limit"/> steps are not enough, because eigenvalues
/// crowd at an end of the spectrum (at 0 where the loss is convex), it is the outermost Ritz value, which lies inside the spectrum.
/// </summary>
internal sealed class SpectrumEnds
{
    /// <summary>How far off an eigenvalue may be, relative to the larger magnitude.</summary>
    public const double Tolerance = 1e-9;

    /// <summary>Steps of the Lanczos method, at most.</summary>
    public const int Limit = 100;

    private readonly Tridiagonal _matrix = new(Limit);
    private bool _foundLargest;
    private bool _foundSmallest;

    /// <summary>The largest eigenvalue; NaN where the matrix is not finite.</summary>
    public double Largest { get; private set; }

    /// <summary>The smallest one.</summary>
    public double Smallest { get; private set; }

    /// <summary>Steps taken.</summary>
    public int Steps => _matrix.Size;

    /// <summary>Before the first step.</summary>
    public void Begin()
    {
        _matrix.Clear();
        (_foundLargest, _foundSmallest) = (false, false);
    }

    /// <summary>Takes a step's α and β; true when it was the last that is needed.</summary>
    public bool Add(double alpha, double beta)
    {
        _matrix.Add(alpha, beta);
        if (!_matrix.Solve())
        {
            (Largest, Smallest) = (double.NaN, double.NaN);
            return true;
        }

        var values = _matrix.Values;
        var (high, low) = (0, 0);
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] > values[high]) high = i;
            if (values[i] < values[low]) low = i;
        }

        var allowed = Tolerance * Math.Max(Math.Abs(values[high]), Math.Abs(values[low]));
        _foundLargest |= Error(high, beta) <= allowed;
        _foundSmallest |= Error(low, beta) <= allowed;
        (Largest, Smallest) = (values[high], values[low]);
        return (_foundLargest && _foundSmallest) || _matrix.Size == Limit;
    }

    private double Error(int i, double beta)
    {
        var values = _matrix.Values;
        var gap = double.PositiveInfinity;
        for (var j = 0; j < values.Length; j++)
            if (j != i) gap = Math.Min(gap, Math.Abs(values[j] - values[i]));
        var residual = beta * Math.Abs(_matrix.Last[i]);
        return values.Length > 1 && gap > residual ? residual * residual / gap : residual;
    }
}
