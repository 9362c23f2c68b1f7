using System.Diagnostics;
using Chaos.Actors.Benchmarks.Reporting;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Benchmarks.CostCurve;

/// <summary>One item trained on one core; time in which another program held the core is not counted.</summary>
/// <param name="Item">Seconds of the item, the drawing of its initial parameters included.</param>
/// <param name="Epoch">Seconds of one of its epochs, all networks together.</param>
internal readonly record struct Run(double Item, double Epoch)
{
    public static Run Of(PreparedTask task, PairGroupSpec item)
    {
        var start = Now();
        var group = new PairGroup(task, item);
        var drawn = Now();
        group.Run();
        var end = Now();
        return new Run(end - start, (end - drawn) / item.Epochs);
    }

    private static double Now() =>
        (Stopwatch.GetElapsedTime(0) - RunDelay.OfThisThread()).TotalSeconds;
}
