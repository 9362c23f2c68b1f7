namespace Chaos.Actors.Dynamics.Curvature;

/// <summary>
/// The symmetric tridiagonal matrix T of a Lanczos run, with its eigenvalues (the Ritz values) and the first and last components of
/// their unit eigenvectors. Plain double arithmetic in one order (implicit QL): the same bits everywhere. Allocates nothing after
/// construction.
/// </summary>
/// <param name="capacity">Rows, at most.</param>
internal sealed class Tridiagonal(int capacity)
{
    private const double Rounding = 1.0 / (1L << 53);
    private const int Patience = 60; // sweeps for one eigenvalue; a few are enough
    private readonly double[] _diagonal = new double[capacity];
    private readonly double[] _below = new double[capacity];
    private readonly double[] _values = new double[capacity];
    private readonly double[] _rest = new double[capacity];
    private readonly double[] _first = new double[capacity];
    private readonly double[] _last = new double[capacity];

    /// <summary>Rows.</summary>
    public int Size { get; private set; }

    /// <summary>The eigenvalues, in no order.</summary>
    public ReadOnlySpan<double> Values => _values.AsSpan(0, Size);

    /// <summary>The first component of each eigenvector; their squares are the weights of the spectral measure of the start.</summary>
    public ReadOnlySpan<double> First => _first.AsSpan(0, Size);

    /// <summary>The last component of each eigenvector; times what would be the next β, how far a Ritz vector is from an eigenvector.</summary>
    public ReadOnlySpan<double> Last => _last.AsSpan(0, Size);

    /// <summary>Back to no rows.</summary>
    public void Clear() => Size = 0;

    /// <summary>Adds a row.</summary>
    /// <param name="alpha">The element of the diagonal.</param>
    /// <param name="beta">What stands below and beside it, once there is a next row.</param>
    public void Add(double alpha, double beta)
    {
        (_diagonal[Size], _below[Size]) = (alpha, beta);
        Size++;
    }

    /// <summary>Finds the eigenvalues; false where an element is not finite.</summary>
    public bool Solve()
    {
        var norm = 0.0;
        for (var i = 0; i < Size; i++)
        {
            (_values[i], _first[i], _last[i]) = (_diagonal[i], i == 0 ? 1 : 0, i == Size - 1 ? 1 : 0);
            _rest[i] = i == Size - 1 ? 0 : _below[i];
            if (!double.IsFinite(_values[i]) || !double.IsFinite(_rest[i])) return false;
            norm = Math.Max(norm, Math.Max(Math.Abs(_values[i]), Math.Abs(_rest[i])));
        }

        var negligible = Rounding * norm;
        for (var l = 0; l < Size; l++)
            for (var sweep = 0; ; sweep++)
            {
                var m = l;
                while (m < Size - 1 && Math.Abs(_rest[m]) > negligible) m++;
                if (m == l) break;
                if (sweep == Patience) return false;
                Sweep(l, m);
            }

        return true;
    }

    // One implicit QL sweep over the rows l … m, which are not connected with any other.
    private void Sweep(int l, int m)
    {
        var (d, e) = (_values, _rest);
        var g = (d[l + 1] - d[l]) / (2 * e[l]);
        var r = Math.Sqrt(g * g + 1);
        g = d[m] - d[l] + e[l] / (g + Math.CopySign(r, g));
        var (s, c, p) = (1.0, 1.0, 0.0);
        for (var i = m - 1; i >= l; i--)
        {
            var (f, b) = (s * e[i], c * e[i]);
            r = Math.Sqrt(f * f + g * g);
            e[i + 1] = r;
            if (r == 0)
            {
                d[i + 1] -= p;
                e[m] = 0;
                return;
            }

            (s, c) = (f / r, g / r);
            g = d[i + 1] - p;
            r = (d[i] - g) * s + 2 * c * b;
            p = s * r;
            d[i + 1] = g + p;
            g = c * r - b;
            Rotate(_first, i, s, c);
            Rotate(_last, i, s, c);
        }

        d[l] -= p;
        e[l] = g;
        e[m] = 0;
    }

    private static void Rotate(double[] row, int i, double s, double c) =>
        (row[i], row[i + 1]) = (c * row[i] - s * row[i + 1], s * row[i] + c * row[i + 1]);
}
