namespace Chaos.Actors.Simulation.Tests;

/// <summary>Faults injected.</summary>
internal sealed record FaultTally
{
    public long Lost { get; set; }

    public long Duplicated { get; set; }

    public long TrainersKilled { get; set; }

    public long KilledByItem { get; set; }

    public long Crashes { get; set; }

    public long Replaced { get; set; }

    public long Cuts { get; set; }

    public long Excluded { get; set; }

    public long Extended { get; set; }

    public static FaultTally operator +(FaultTally a, FaultTally b) => new()
    {
        Lost = a.Lost + b.Lost,
        Duplicated = a.Duplicated + b.Duplicated,
        TrainersKilled = a.TrainersKilled + b.TrainersKilled,
        KilledByItem = a.KilledByItem + b.KilledByItem,
        Crashes = a.Crashes + b.Crashes,
        Replaced = a.Replaced + b.Replaced,
        Cuts = a.Cuts + b.Cuts,
        Excluded = a.Excluded + b.Excluded,
        Extended = a.Extended + b.Extended,
    };

    public override string ToString() =>
        $"{Lost} messages lost, {Duplicated} duplicated, {TrainersKilled} trainers killed, {KilledByItem} killed by their item, "
        + $"{Cuts} cut off, {Crashes} coordinators crashed, {Replaced} replaced while at work, "
        + $"{Excluded} nodes excluded, {Extended} other grids wanted";
}
