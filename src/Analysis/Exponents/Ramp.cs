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
    /// <summary>Up to so many steps every pair (s, e) is tried; beyond, a grid of so many a side, then around its best.</summary>
    internal const int ExhaustiveSteps = 256;

    /// <summary>Fits the ramp; at least 3 values. O(n²) up to 256 epochs, far less than that beyond: (n / 128)².</summary>
    public static Ramp Fit(ReadOnlySpan<double> y)
    {
        var search = new Search(y);
        var steps = y.Length - 1;
        var stride = (steps + ExhaustiveSteps - 1) / ExhaustiveSteps;
        search.Scan(0, steps, 2, steps, stride);
        if (stride > 1)
        {
            var (s, width) = (search.Start, search.Width);
            search.Scan(s - stride, s + stride, width - stride, width + stride, 1);
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
        private readonly double _inverseCount;
        private readonly double _mean;
        private readonly double[] _sums; // _sums[t] = Σ_{u<t} (y(u) − ȳ)
        private readonly double[] _moments; // _moments[t] = Σ_{u<t} u·(y(u) − ȳ)
        private double _best; // (Σφy)² and the variance of φ of the best pair so far: their quotient is explained
        private double _bestVariance;
        private double _rise;
        private double _share;

        public Search(ReadOnlySpan<double> y)
        {
            _n = y.Length;
            _inverseCount = 1.0 / _n;
            foreach (var value in y) _mean += value;
            _mean /= _n;
            _sums = new double[_n + 1];
            _moments = new double[_n + 1];
            for (var t = 0; t < _n; t++)
            {
                _sums[t + 1] = _sums[t] + (y[t] - _mean);
                _moments[t + 1] = _moments[t] + t * (y[t] - _mean);
            }

            (_best, _bestVariance) = (-1, 1);
        }

        public int Start { get; private set; }

        public int Width { get; private set; }

        public void Scan(int firstStart, int lastStart, int firstWidth, int lastWidth, int stride)
        {
            var total = _sums[_n];
            for (var width = Math.Max(2, firstWidth); width <= lastWidth && width < _n; width += stride)
            {
                var inverse = 1.0 / width;
                var rampPhi = (width - 1) / 2.0;
                var rampSquared = rampPhi * (2 * width - 1) / 3 * inverse;
                var limit = Math.Min(lastStart, _n - 1 - width);
                for (var s = Math.Max(0, firstStart); s <= limit; s += stride)
                {
                    var e = s + width;
                    var phi = rampPhi + (_n - e);
                    var variance = rampSquared + (_n - e) - phi * phi * _inverseCount;
                    var phiY = (_moments[e] - _moments[s] - s * (_sums[e] - _sums[s])) * inverse + (total - _sums[e]);
                    if (phiY * phiY * _bestVariance <= _best * variance) continue;
                    (_best, _bestVariance, Start, Width) = (phiY * phiY, variance, s, width);
                    (_rise, _share) = (phiY / variance, phi * _inverseCount);
                }
            }
        }

        public readonly Ramp Result()
        {
            var low = _mean - _rise * _share;
            return new Ramp(Start, Start + Width, low, low + _rise);
        }
    }
}
