namespace Chaos.Actors.Analysis.Exponents;

/// <summary>
/// The least-squares ramp through a series: level Low up to epoch s, a straight line to level High at epoch e, High from
/// then on; φ(t) = clamp((t − s) / (e − s), 0, 1), y(t) ≈ Low + (High − Low)·φ(t), and (s, e), e − s ≥ 2, minimise the
/// squared error over the whole series. Every point has a say in where growth begins and where it ends, so no short
/// stretch of noise can win, as it does when windows compete by their R².
/// </summary>
/// <param name="Start">s, as an index into the series.</param>
/// <param name="End">e, as an index into the series.</param>
/// <param name="Low">Level before the ramp.</param>
/// <param name="High">Level after it.</param>
internal readonly record struct Ramp(int Start, int End, double Low, double High)
{
    /// <summary>Up to so many steps every pair (s, e) is tried; beyond, a grid of so many first, then its best mesh.</summary>
    internal const int ExhaustiveSteps = 256;

    /// <summary>Fits the ramp; at least 3 values. O(n²) up to 256 epochs, bounded by a constant plus O(n) beyond.</summary>
    public static Ramp Fit(ReadOnlySpan<double> y)
    {
        var search = new Search(y);
        var last = y.Length - 1;
        var stride = (last + ExhaustiveSteps - 1) / ExhaustiveSteps;
        search.Scan(0, last, 0, last, stride);
        if (stride > 1)
        {
            var (s, e) = (search.Start, search.End);
            search.Scan(s - stride, s + stride, e - stride, e + stride, 1);
        }

        return search.Result();
    }

    /// <summary>
    /// For a given (s, e) the fit is a regression of y on φ. With y centred, the explained sum of squares is
    /// (Σφy)² / (Σφ² − (Σφ)²/n), and prefix sums of y and t·y give each term in constant time.
    /// </summary>
    private ref struct Search
    {
        private readonly int _n;
        private readonly double _mean;
        private readonly double[] _sums; // _sums[t] = Σ_{u<t} (y(u) − ȳ)
        private readonly double[] _moments; // _moments[t] = Σ_{u<t} u·(y(u) − ȳ)
        private double _explained;
        private double _rise;
        private double _share;

        public Search(ReadOnlySpan<double> y)
        {
            _n = y.Length;
            foreach (var value in y) _mean += value;
            _mean /= _n;
            _sums = new double[_n + 1];
            _moments = new double[_n + 1];
            for (var t = 0; t < _n; t++)
            {
                _sums[t + 1] = _sums[t] + (y[t] - _mean);
                _moments[t + 1] = _moments[t] + t * (y[t] - _mean);
            }

            _explained = -1;
        }

        public int Start { get; private set; }

        public int End { get; private set; }

        public void Scan(int firstStart, int lastStart, int firstEnd, int lastEnd, int stride)
        {
            var total = _sums[_n];
            for (var s = Math.Max(0, firstStart); s <= Math.Min(lastStart, _n - 3); s += stride)
            {
                // The last epoch is always tried as an end, whatever the stride.
                for (var e = Math.Max(s + 2, firstEnd); e < _n && e <= lastEnd; e = Next(e, stride))
                {
                    double width = e - s;
                    double plateau = _n - e;
                    var phi = (width - 1) / 2 + plateau;
                    var phiSquared = (width - 1) * (2 * width - 1) / (6 * width) + plateau;
                    var phiY = (_moments[e] - _moments[s] - s * (_sums[e] - _sums[s])) / width + (total - _sums[e]);
                    var variance = phiSquared - phi * phi / _n;
                    var explained = phiY * phiY / variance;
                    if (explained <= _explained) continue;
                    (_explained, Start, End) = (explained, s, e);
                    (_rise, _share) = (phiY / variance, phi / _n);
                }
            }
        }

        private readonly int Next(int e, int stride) => e < _n - 1 ? Math.Min(e + stride, _n - 1) : _n;

        public readonly Ramp Result()
        {
            var low = _mean - _rise * _share;
            return new Ramp(Start, End, low, low + _rise);
        }
    }
}
