using System.CommandLine;

namespace Chaos.Actors.Benchmarks.ClusterScale;

/// <summary>What is measured.</summary>
internal sealed record Settings(int Items, int Cells, int Processes, int Members, int Trainers, int Slots, int Rounds, FileInfo? Overhead)
{
    /// <summary>Reads the command line; the same flags in every benchmark of its kind.</summary>
    public static RootCommand Command(Func<Settings, Task> run)
    {
        var items = Whole("--items", 100_000, "trivial items: 6 networks, 20 epochs, 2.2 kB of series each");
        var cells = Whole("--cells", 100, "cells of the grid");
        var processes = Whole("--processes", 2, "processes that the trainers are spread over");
        var trainers = Whole("--trainers", 2, "trainers");
        var members = Whole("--members", 0, "members of the cluster that the trainers are spread over; 0: one a trainer");
        var slots = Whole("--slots", 1, "slots of a trainer");
        var rounds = Whole("--rounds", 3, "rounds of --overhead, each one process, cluster, cluster, one process");
        var overhead = new Option<FileInfo?>("--overhead")
        {
            Description = "instead: run this campaign file in one process and as coordinator and trainers in processes of their own, "
                + "as many trainers of one slot each as --trainers says, and compare",
            HelpName = "FILE",
        };
        var command = new RootCommand("What a cluster of processes makes of very many items, of very many trainers, and of a real campaign.")
        {
            items, cells, processes, members, trainers, slots, rounds, overhead,
        };
        command.SetAction((arguments, _) => run(new Settings(
            arguments.GetValue(items),
            arguments.GetValue(cells),
            arguments.GetValue(processes),
            arguments.GetValue(members) is > 0 and var number ? number : arguments.GetValue(trainers),
            arguments.GetValue(trainers),
            arguments.GetValue(slots),
            arguments.GetValue(rounds),
            arguments.GetValue(overhead))));
        return command;
    }

    private static Option<int> Whole(string name, int otherwise, string description) =>
        new(name) { Description = $"{description} (default: {otherwise})", HelpName = "N", DefaultValueFactory = _ => otherwise };
}
