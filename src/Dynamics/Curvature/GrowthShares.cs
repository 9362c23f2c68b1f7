using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Curvature;

/// <summary>
/// Which curvature a tangent vector v grows on, from a Lanczos run that starts at it. Its spectral measure has weights c² at curvatures
/// h, so that |Jv|² = 1 + Σ c² ηh(ηh − 2) and γ = ½ ln |Jv|². The parts of that sum that belong to h &lt; 0, to 0 &lt; h ≤ 2/η and to
/// h &gt; 2/η divide γ. A Ritz value no farther from 0 than its residual says nothing of the sign of the curvature (where parameters
/// are many, most of a vector lies on curvatures that crowd around 0): it counts for none of the three, and what weights and shares
/// lack of 1 and of γ is its.
/// </summary>
internal sealed class GrowthShares(double learningRate)
{
    /// <summary>The run ends when no weight and no share changes by more in each of four steps.</summary>
    public const double Tolerance = 1e-6;

    /// <summary>Curvature that counts as none, relative to the largest magnitude.</summary>
    public const double Neutral = 1e-9;

    /// <summary>Steps of the Lanczos method, at most.</summary>
    public const int Limit = 100;

    /// <summary>Three weights and three shares.</summary>
    public const int Count = 6;

    private const int Parts = 3;
    private readonly Tridiagonal _matrix = new(Limit);
    private readonly double[] _values = new double[Count];
    private readonly double[] _earlier = new double[Count];
    private int _unchanged;

    /// <summary>Weight on curvature below 0, on (0, 2/η], beyond 2/η; then the shares of γ on the same.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Steps taken.</summary>
    public int Steps => _matrix.Size;

    /// <summary>Before the first step.</summary>
    public void Begin()
    {
        _matrix.Clear();
        _values.AsSpan().Fill(double.NaN);
        _unchanged = 0;
    }

    /// <summary>Takes a step's α and β; true when it was the last that is needed.</summary>
    public bool Add(double alpha, double beta)
    {
        _matrix.Add(alpha, beta);
        _values.CopyTo(_earlier, 0);
        if (!_matrix.Solve())
        {
            _values.AsSpan().Fill(double.NaN);
            return true;
        }

        Divide(beta);
        var same = true;
        for (var i = 0; i < Count; i++) same &= Math.Abs(_values[i] - _earlier[i]) <= Tolerance;
        _unchanged = same ? _unchanged + 1 : 0;
        return _unchanged == 4 || beta == 0 || _matrix.Size == Limit;
    }

    private void Divide(double beta)
    {
        var (largest, excess) = (0.0, 0.0);
        foreach (var h in _matrix.Values) largest = Math.Max(largest, Math.Abs(h));
        Array.Clear(_values);
        for (var i = 0; i < _matrix.Size; i++)
        {
            var (h, weight) = (_matrix.Values[i], _matrix.First[i] * _matrix.First[i]);
            var growth = weight * (learningRate * h * (learningRate * h - 2));
            excess += growth;
            if (Math.Abs(h) <= Math.Max(Neutral * largest, beta * Math.Abs(_matrix.Last[i]))) continue;
            var part = h < 0 ? 0 : learningRate * h <= 2 ? 1 : 2;
            _values[part] += weight;
            _values[Parts + part] += growth;
        }

        // ½ ln(1 + e) / e, accurately where e is small.
        var u = 1 + excess;
        var factor = u == 1 ? 0.5 : 0.5 * ElementaryFunctionsReference.Log(u) / (u - 1);
        for (var part = Parts; part < Count; part++) _values[part] *= factor;
    }
}
