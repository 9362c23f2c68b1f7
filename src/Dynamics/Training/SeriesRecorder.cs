using Chaos.Actors.Dynamics.Observables;

namespace Chaos.Actors.Dynamics.Training;

/// <summary>Collects the series of a pair group; everything is allocated before the first epoch.</summary>
internal sealed class SeriesRecorder
{
    private readonly int _copies;
    private readonly int _epochs;
    private readonly SeriesBuffer _loss;
    private readonly SeriesBuffer _accuracy;
    private readonly SeriesBuffer _distance;
    private readonly ObservableSet _observables;
    private readonly SeriesBuffer[] _observed;
    private readonly double[] _column;
    private int _recorded;

    public SeriesRecorder(PairGroupSpec spec)
    {
        (_copies, _epochs, _observables) = (1 + spec.Perturbation.Count, spec.Epochs, spec.Observables());
        _loss = new SeriesBuffer("loss", _copies, _epochs, t => Math.Min(t, _epochs));
        _accuracy = new SeriesBuffer("accuracy", 1, _epochs, t => t);
        _distance = new SeriesBuffer("distance", _copies - 1, _epochs, t => t);
        _observed = [.. _observables.Select(observable => new SeriesBuffer(
            observable.Series, observable.Rows(spec), _epochs, t => observable.ColumnsBefore(t, spec)))];
        _column = new double[_observables.Select(observable => observable.Rows(spec)).DefaultIfEmpty().Max()];
    }

    /// <summary>Whether the last recorded epoch was not finite: a loss anywhere, at T parameters and distances too.</summary>
    public bool Divergent { get; private set; }

    public void Record(
        int t, ReadOnlySpan<double> losses, double accuracy, ReadOnlySpan<double> distances, bool isFinite)
    {
        _loss.Record(t, losses);
        _accuracy.Record(t, [accuracy]);
        _distance.Record(t, distances);
        Divergent = !isFinite || !AreFinite(losses) || (t == _epochs && !AreFinite(distances));
        _recorded = t + 1;
    }

    /// <summary>Observes what there is to observe at w(t), which the engine has measured.</summary>
    public void Observe(int t, IPairGroupEngine engine) => Observe(t, engine, isOfStep: false);

    /// <summary>Observes what the step t → t + 1 has done.</summary>
    public void ObserveStep(int t, IPairGroupEngine engine) => Observe(t, engine, isOfStep: true);

    private void Observe(int t, IPairGroupEngine engine, bool isOfStep)
    {
        for (var o = 0; o < _observed.Length; o++)
        {
            if (_observables[o].IsOfStep != isOfStep || !_observed[o].Has(t)) continue;
            _observables[o].Observe(engine, _column);
            _observed[o].Record(t, _column);
        }
    }

    /// <summary>A copy of what was recorded before epoch <paramref name="t"/>.</summary>
    public PairGroupSeries Before(int t) => Series(buffer => buffer.Before(t), null);

    /// <summary>Takes over what another recorded before epoch <paramref name="t"/>.</summary>
    public void TakeOver(PairGroupSeries series, int t)
    {
        SeriesBuffer[] buffers = [_loss, _accuracy, _distance, .. _observed];
        var taken = series.All;
        if (t < 0 || t > _epochs || taken.Count != buffers.Length || !buffers.Zip(taken).All(pair => pair.First.Fits(pair.Second, t)))
            throw new ArgumentException(
                $"the series before epoch {t} of {_copies} copies and {_epochs} epochs were expected, observing "
                + $"{(_observables.Count == 0 ? "nothing more" : _observables)}",
                nameof(series));
        foreach (var (buffer, earlier) in buffers.Zip(taken)) buffer.TakeOver(earlier);
    }

    public PairGroupSeries Complete() => Divergent
        ? Series(buffer => buffer.Before(_recorded), _recorded - 1)
        : Series(buffer => buffer.Whole(), null);

    private PairGroupSeries Series(Func<SeriesBuffer, NamedSeries> part, int? divergedAt) =>
        new(part(_loss).Rows, part(_accuracy).Rows[0], part(_distance).Rows, divergedAt) { Observed = [.. _observed.Select(part)] };

    private static bool AreFinite(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
            if (!double.IsFinite(value)) return false;
        return true;
    }
}
