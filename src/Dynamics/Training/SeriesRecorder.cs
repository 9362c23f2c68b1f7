namespace Chaos.Actors.Dynamics.Training;

/// <summary>Collects the series of a pair group; everything is allocated before the first epoch.</summary>
internal sealed class SeriesRecorder
{
    private readonly double[][] _loss;
    private readonly double[] _accuracy;
    private readonly double[][] _distance;
    private int _recorded;

    public SeriesRecorder(int copies, int epochs)
    {
        _loss = [.. Enumerable.Range(0, copies).Select(_ => new double[epochs])];
        _accuracy = new double[epochs + 1];
        _distance = [.. Enumerable.Range(0, copies - 1).Select(_ => new double[epochs + 1])];
    }

    /// <summary>Whether the last recorded epoch was not finite: a loss anywhere, at T parameters and distances too.</summary>
    public bool Divergent { get; private set; }

    public void Record(
        int t, ReadOnlySpan<double> losses, double accuracy, ReadOnlySpan<double> distances, bool isFinite)
    {
        var last = t == _accuracy.Length - 1;
        Divergent = !isFinite;
        for (var copy = 0; copy < losses.Length; copy++)
        {
            if (!last) _loss[copy][t] = Canonical(losses[copy]);
            Divergent |= !double.IsFinite(losses[copy]);
        }

        _accuracy[t] = accuracy;
        for (var j = 0; j < distances.Length; j++)
        {
            _distance[j][t] = Canonical(distances[j]);
            Divergent |= last && !double.IsFinite(distances[j]);
        }

        _recorded = t + 1;
    }

    // Which NaN an operation makes differs between platforms; a stored series holds only this one.
    private static double Canonical(double value) => double.IsNaN(value) ? double.NaN : value;

    /// <summary>A copy of what was recorded before epoch <paramref name="t"/>.</summary>
    public PairGroupSeries Before(int t) => new(
        [.. _loss.Select(copy => copy[..t])], _accuracy[..t], [.. _distance.Select(replica => replica[..t])], null);

    /// <summary>Takes over what another recorded before epoch <paramref name="t"/>.</summary>
    public void TakeOver(PairGroupSeries series, int t)
    {
        if (t < 0 || t >= _accuracy.Length || series.Loss.Length != _loss.Length || series.Distance.Length != _distance.Length
            || series.Loss.Append(series.Accuracy).Concat(series.Distance).Any(values => values.Length != t))
            throw new ArgumentException(
                $"the series before epoch {t} of {_loss.Length} copies and {_accuracy.Length - 1} epochs were expected",
                nameof(series));
        for (var copy = 0; copy < _loss.Length; copy++) series.Loss[copy].CopyTo(_loss[copy], 0);
        series.Accuracy.CopyTo(_accuracy, 0);
        for (var j = 0; j < _distance.Length; j++) series.Distance[j].CopyTo(_distance[j], 0);
    }

    public PairGroupSeries Complete() => Divergent
        ? new PairGroupSeries(
            [.. _loss.Select(copy => copy[..Math.Min(_recorded, copy.Length)])], _accuracy[.._recorded],
            [.. _distance.Select(replica => replica[.._recorded])], _recorded - 1)
        : new PairGroupSeries(_loss, _accuracy, _distance, null);
}
