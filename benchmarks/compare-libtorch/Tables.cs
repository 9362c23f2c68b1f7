using System.Globalization;
using Chaos.Actors.Benchmarks.Reporting;

namespace Chaos.Actors.Benchmarks.CompareLibtorch;

/// <summary>The outcomes as text: rows to draw and compute from, tables to read.</summary>
internal static class Tables
{
    /// <summary>Every round, CSV; rates in replica-epochs a second.</summary>
    public static IEnumerable<string> Rows(IEnumerable<Outcome> outcomes) =>
    [
        "workload,cores,round,ours_core,ours_tangents,libtorch_core,ours_cores,libtorch_cores_item_each,libtorch_cores_spread,"
            + "ours_one_process,ours_processes,foreign_cores,used",
        .. outcomes.SelectMany(outcome => outcome.Rounds.Select((round, i) => string.Join(
            ',',
            $"\"{outcome.Workload.Text}\"", $"{Machine.Cores}", $"{i + 1}", Text(round.OurCore), Text(round.OurTangents), Text(round.TorchCore),
            Text(round.OurCores), Text(round.TorchCores), Text(round.TorchSpread), Text(round.OneProcess),
            Text(round.Processes), Text(round.Foreign), outcome.Used.Contains(round) ? "1" : "0"))),
    ];

    /// <summary>One core, then all cores, Markdown.</summary>
    public static IEnumerable<string> Markdown(IReadOnlyList<Outcome> outcomes, string conditions) =>
    [
        conditions, "",
        "| one core | ours, ms | libtorch, ms | ratio: median | quartiles | min – max | losses differ by | a tangent epoch in replica-epochs |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
        .. outcomes.Select(OneCore), "",
        $"| {Machine.Cores} cores | ours, ms | libtorch, ms | its better way | ratio: median | quartiles | min – max | scaling | processes |",
        "|---|--:|--:|---|--:|--:|--:|--:|--:|",
        .. outcomes.Select(AllCores),
    ];

    private static string OneCore(Outcome outcome) => string.Join(
        " | ",
        $"| {Name(outcome)}", Milliseconds(outcome, r => r.OurCore), Milliseconds(outcome, r => r.TorchCore) + Way(outcome),
        Ratio(outcome.Of(r => r.CoreRatio)), string.Create(CultureInfo.InvariantCulture, $"{outcome.LossDifference:0.0e0} | {outcome.Of(r => r.TangentEpoch).Median:F2} |"));

    private static string AllCores(Outcome outcome)
    {
        var each = outcome.Of(r => r.TorchCores).Median >= outcome.Of(r => r.TorchSpread).Median;
        return string.Join(
            " | ",
            $"| {Name(outcome)}", Milliseconds(outcome, r => r.OurCores),
            Milliseconds(outcome, r => Math.Max(r.TorchCores, r.TorchSpread)), each ? "an item a thread" : "spread operations",
            Ratio(outcome.Of(r => r.CoresRatio)), Percent(outcome.Of(r => r.Scaling(Machine.Cores))),
            Percent(outcome.Of(r => r.Ceiling(Machine.Cores))) + " |");
    }

    private static string Name(Outcome outcome) => $"{outcome.Workload.TaskTitle} {outcome.Workload.Network}";

    private static string Way(Outcome outcome) =>
        outcome.TorchChunk < outcome.Workload.Task.Train.Count ? $" in chunks of {outcome.TorchChunk}" : "";

    private static string Milliseconds(Outcome outcome, Func<Round, double> rate) =>
        outcome.Of(round => 1000 / rate(round)).Median.ToString("G3", CultureInfo.InvariantCulture);

    private static string Ratio(Spread ratio) => string.Create(
        CultureInfo.InvariantCulture,
        $"**{ratio.Median:F2}** | {ratio.LowerQuartile:F2} – {ratio.UpperQuartile:F2} | {ratio.Min:F2} – {ratio.Max:F2}");

    private static string Percent(Spread part) => string.Create(
        CultureInfo.InvariantCulture,
        $"{100 * part.Median:F1} % ({100 * part.LowerQuartile:F1} – {100 * part.UpperQuartile:F1})");

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
