using MathNet.Numerics.Distributions;

namespace Chaos.Actors.Analysis.Verdicts;

/// <summary>The onset η_c of a cell: where half of the seeds are chaotic.</summary>
/// <param name="Eta">η_c; +∞ or 0 where it lies above or below the grid; NaN where nothing tells.</param>
/// <param name="Low">Lower end of its 95 % interval; 0 where it reaches below the grid; NaN below five seeds.</param>
/// <param name="High">Upper end; +∞ where it reaches above the grid; NaN below five seeds.</param>
/// <param name="Width">By how much ln η rises while φ rises from ¼ to ¾; 0 where one step of the grid holds all of it; NaN without η_c.</param>
public readonly record struct LogisticOnset(double Eta, double Low, double High, double Width)
{
    // The point estimate is the middle of what is as likely as the likeliest, to this: within one step of the grid all is.
    private const double Flat = 0.02;
    private const int Places = 40;

    /// <summary>Nothing tells.</summary>
    public static LogisticOnset Unknown { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN);

    /// <summary>
    /// Fits φ(η) = 1 / (1 + exp(−(ln η − ln η_c) / w)) to the seeds' brackets by maximum likelihood of interval-censored onsets: a seed says that
    /// its onset lies in its bracket, with probability φ(high) − φ(low). Items of one seed are one observation, not as many as there are η. The
    /// interval is that of the profile likelihood of η_c with the quantile of Student's t for so many seeds in place of the normal's†. Where
    /// all seeds share one step of the grid, w → 0 and every η in it is equally likely: the interval is that step.
    /// </summary>
    /// <param name="seeds">The seeds' onsets.</param>
    /// <param name="rates">The η axis, ascending.</param>
    public static LogisticOnset Fit(IEnumerable<SeedOnset> seeds, IReadOnlyList<double> rates)
    {
        SeedOnset[] telling = [.. seeds.Where(seed => !double.IsNaN(seed.Eta))];
        if (telling.Length == 0) return Unknown;
        var known = telling.Length >= Statistics.FewestSeeds;
        if (telling.All(seed => double.IsPositiveInfinity(seed.High)))
            return new LogisticOnset(double.PositiveInfinity, known ? telling.Min(seed => seed.Low) : double.NaN, known ? double.PositiveInfinity : double.NaN, double.NaN);
        if (telling.All(seed => seed.Low == 0))
            return new LogisticOnset(0, known ? 0 : double.NaN, known ? telling.Max(seed => seed.High) : double.NaN, double.NaN);
        var brackets = telling.GroupBy(seed => (seed.Low, seed.High))
            .Select(group => (Math.Log(group.Key.Low), Math.Log(group.Key.High), group.Count())).ToArray();
        return new Profile(brackets, Math.Log(rates[0]), Math.Log(rates[^1])).Fit(telling.Length);
    }

    /// <summary>The likelihood of μ = ln η_c, each with the w that suits it best.</summary>
    private sealed class Profile
    {
        private readonly (double Low, double High, int Count)[] _brackets;
        private readonly double _first, _last, _narrowest, _widest;

        public Profile((double Low, double High, int Count)[] brackets, double first, double last)
        {
            (_brackets, _first, _last) = (brackets, first, last);
            var steps = brackets.Where(bracket => double.IsFinite(bracket.High - bracket.Low)).Select(bracket => bracket.High - bracket.Low);
            _narrowest = Math.Log(1e-4 * steps.DefaultIfEmpty(last > first ? last - first : 1).Min());
            _widest = Math.Log(2 * Math.Max(last - first, 1));
        }

        public LogisticOnset Fit(int count)
        {
            // Some way beyond the ends of the grid, where the ends of the interval may lie.
            var margin = 0.5 * (_last - _first);
            var (low, high) = (_first - margin, _last + margin);
            var values = new double[Places + 1];
            for (var i = 0; i <= Places; i++) values[i] = Best(Place(i)).Value;
            var top = Array.IndexOf(values, values.Max());
            // The best place of a few is not yet the best.
            var (peak, most) = Peak(Place(Math.Max(top - 1, 0)), Place(Math.Min(top + 1, Places)));

            var centre = (Crossing(most - Flat, -1) + Crossing(most - Flat, 1)) / 2;
            var eta = centre > _last ? double.PositiveInfinity : centre < _first ? 0 : Math.Exp(centre);
            var width = Best(centre).Width is var w && w > 100 * Math.Exp(_narrowest) ? 2 * Math.Log(3) * w : 0;
            if (count < Statistics.FewestSeeds) return new LogisticOnset(eta, double.NaN, double.NaN, width);
            var quantile = StudentT.InvCDF(0, 1, count - 1, 0.975);
            var drop = quantile * quantile / 2;
            var (from, to) = (Crossing(most - drop, -1), Crossing(most - drop, 1));
            return new LogisticOnset(
                eta, from < _first ? 0 : Math.Exp(from), to > _last ? double.PositiveInfinity : Math.Exp(to), width);

            double Place(int i) => low + (high - low) * i / Places;

            // Where the likelihood falls below a level on one side of the peak; beyond the places that are looked at, the last of them.
            double Crossing(double level, int side)
            {
                var inside = peak;
                double outside;
                for (var i = top; ; i += side)
                {
                    if (i < 0 || i > Places) return side < 0 ? low : high;
                    outside = Place(i);
                    if ((outside - peak) * side <= 0) continue;
                    if (values[i] < level) break;
                    inside = outside;
                }
                for (var halving = 0; halving < 16; halving++)
                {
                    var middle = (inside + outside) / 2;
                    if (Best(middle).Value < level) outside = middle;
                    else inside = middle;
                }
                return (inside + outside) / 2;
            }
        }

        private (double At, double Value) Peak(double low, double high)
        {
            var at = Golden(low, high, mu => Best(mu).Value);
            return (at, Best(at).Value);
        }

        /// <summary>The largest log-likelihood at μ over w, and that w.</summary>
        private (double Value, double Width) Best(double mu)
        {
            const int steps = 12;
            var (best, most) = (0, double.NegativeInfinity);
            for (var i = 0; i <= steps; i++)
                if (Likelihood(mu, Width(i)) is var value && value > most) (best, most) = (i, value);
            var at = Golden(Width(Math.Max(best - 1, 0)), Width(Math.Min(best + 1, steps)), width => Likelihood(mu, width), 10);
            var refined = Likelihood(mu, at);
            return refined > most ? (refined, Math.Exp(at)) : (most, Math.Exp(Width(best)));

            double Width(int i) => _narrowest + (_widest - _narrowest) * i / steps;
        }

        private double Likelihood(double mu, double logWidth)
        {
            var width = Math.Exp(logWidth);
            double sum = 0;
            foreach (var (low, high, count) in _brackets)
            {
                var (a, b) = ((low - mu) / width, (high - mu) / width);
                // In the tail where both are small: a difference of numbers near 1 would have lost its digits.
                var probability = a > 0 ? Logistic(-a) - Logistic(-b) : Logistic(b) - Logistic(a);
                sum += count * Math.Log(Math.Max(probability, 1e-300));
            }
            return sum;
        }

        private static double Logistic(double z) => z < 0 ? Math.Exp(z) / (1 + Math.Exp(z)) : 1 / (1 + Math.Exp(-z));

        private static double Golden(double low, double high, Func<double, double> of, int rounds = 16)
        {
            const double ratio = 0.6180339887498949;
            var (a, b) = (high - ratio * (high - low), low + ratio * (high - low));
            var (fa, fb) = (of(a), of(b));
            for (var i = 0; i < rounds; i++)
            {
                if (fa < fb)
                {
                    (low, a, fa) = (a, b, fb);
                    b = low + ratio * (high - low);
                    fb = of(b);
                }
                else
                {
                    (high, b, fb) = (b, a, fa);
                    a = high - ratio * (high - low);
                    fa = of(a);
                }
            }
            return (low + high) / 2;
        }
    }
}
