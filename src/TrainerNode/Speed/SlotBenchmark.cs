using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.TrainerNode.Speed;

/// <summary>Measures slots at work: real items, on threads like a trainer's, without a coordinator.</summary>
/// <param name="task">The items' task.</param>
/// <param name="items">Items of one architecture; the slots take them in turn.</param>
/// <param name="thresholds">Accuracies at which a finished item's training times are taken.</param>
/// <param name="time">The clock.</param>
public sealed class SlotBenchmark(
    PreparedTask task, IReadOnlyList<PairGroupSpec> items, IReadOnlyList<double> thresholds, TimeProvider time)
{
    /// <summary>Lets slots compute for a while, each at least two epochs.</summary>
    /// <param name="slots">How many at once.</param>
    /// <param name="duration">For how long; an item that is not finished then is stopped.</param>
    /// <param name="cancellation">Asks to stop soon.</param>
    /// <exception cref="OperationCanceledException">Stopped as asked.</exception>
    public SlotSpeed Measure(int slots, TimeSpan duration, CancellationToken cancellation)
    {
        using var begin = new Barrier(slots + 1);
        var works = new SlotWork[slots];
        var kinds = new EpochKinds(items[0]);
        var failure = (Exception?)null;
        Thread[] threads = [.. Enumerable.Range(0, slots).Select(slot => new Thread(() =>
        {
            LowPriority.ForThisThread(LowPriority.Lowest);
            begin.SignalAndWait(CancellationToken.None);
            try
            {
                works[slot] = Work(slot, slots, kinds, duration, cancellation);
            }
            catch (Exception e)
            {
                failure = e;
            }
        }) { IsBackground = true, Name = $"slot-{slot}" })];
        foreach (var thread in threads) thread.Start();
        var (processor, started) = (Environment.CpuUsage.TotalTime, time.GetTimestamp());
        begin.SignalAndWait(CancellationToken.None);
        foreach (var thread in threads) thread.Join();
        var (used, passed) = (Environment.CpuUsage.TotalTime - processor, time.GetElapsedTime(started));
        cancellation.ThrowIfCancellationRequested();
        if (failure is not null) throw new InvalidOperationException(failure.Message, failure);

        var share = Math.Min(1, used / passed / slots);
        return new SlotSpeed(
            slots,
            1 + items[0].Perturbation.Count,
            Mean(work => work.Beginning, work => work.Begun),
            kinds.Mean(
                [.. kinds.Shares.Select((_, kind) => share * works.Sum(work => work.Training[kind].TotalSeconds))],
                [.. kinds.Shares.Select((_, kind) => works.Sum(work => work.Epochs[kind]))]),
            works.Any(work => work.Finished > 0) ? Mean(work => work.Finishing, work => work.Finished) : 0,
            share);

        double Mean(Func<SlotWork, TimeSpan> spent, Func<SlotWork, long> count) =>
            share * works.Sum(work => spent(work).TotalSeconds) / works.Sum(count);
    }

    private SlotWork Work(int slot, int slots, EpochKinds kinds, TimeSpan duration, CancellationToken cancellation)
    {
        var (work, started) = (new SlotWork(kinds.Shares.Length), time.GetTimestamp());
        // From the middle of the grid: the first learning rates are the least like the others.
        var item = items.Count / 2 + slot;
        do
        {
            var spec = items[item % items.Count];
            item += slots;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var at = time.GetTimestamp();
            // Epochs before replicas are perturbed are cheap, and counted by the copies they train.
            var group = new PairGroup(task, spec with { Perturbation = spec.Perturbation with { At = 0 } });
            work.Beginning += time.GetElapsedTime(at);
            work.Begun++;

            var last = at = time.GetTimestamp();
            try
            {
                var series = group.Run(
                    (t, losses, _, _) =>
                    {
                        var before = last;
                        last = time.GetTimestamp();
                        if (losses.Length > 0)
                        {
                            work.Training[kinds.Of(t)] += time.GetElapsedTime(before, last);
                            work.Epochs[kinds.Of(t)]++;
                        }
                        if (t > 0 && time.GetElapsedTime(started, last) >= duration) stop.Cancel();
                    }, stop.Token);
                at = last;
                _ = (ItemSummary.Of(series, thresholds), series.Digest());
                work.Finishing += time.GetElapsedTime(at);
                work.Finished++;
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                // As many epochs as there was time for.
            }
        }
        while (time.GetElapsedTime(started) < duration);
        return work;
    }

    private sealed class SlotWork(int kinds)
    {
        public TimeSpan Beginning { get; set; }

        public long Begun { get; set; }

        public TimeSpan[] Training { get; } = new TimeSpan[kinds];

        public long[] Epochs { get; } = new long[kinds];

        public TimeSpan Finishing { get; set; }

        public long Finished { get; set; }
    }
}
