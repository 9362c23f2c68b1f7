using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Cli.Embedded;

/// <summary>What can be known of a campaign before anything is computed or written.</summary>
/// <param name="Tasks">The data, as found, in the order of the task axis.</param>
/// <param name="LargestGroup">Bytes that the largest pair group takes, data apart.</param>
internal sealed record Preflight(IReadOnlyList<LearningTask> Tasks, long LargestGroup)
{
    /// <summary>What the data are.</summary>
    public TaskContents Contents { get; } = TaskContents.Of(Tasks.Select(task => task.ContentHash));

    /// <summary>Reads the data and checks that the networks fit into the machine.</summary>
    /// <exception cref="TaskDataException">The data cannot be used.</exception>
    /// <exception cref="CampaignFileException">A network or what is measured of it does not fit a task.</exception>
    /// <exception cref="UserError">A network is too large, or two tasks are the same.</exception>
    public static Preflight Check(CampaignSpec campaign, int slots, CampaignDocument document) =>
        Check(campaign, [.. campaign.Tasks.Select(task => TaskReader.Read(task, DataDirectory.Default))], slots, document);

    /// <summary>Checks that the networks fit into the machine.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="tasks">Its data.</param>
    /// <param name="slots">Items that are computed at a time.</param>
    /// <param name="document">The file it was read from, for messages; null if it was not.</param>
    /// <exception cref="CampaignFileException">A network or what is measured of it does not fit a task.</exception>
    /// <exception cref="UserError">A network is too large, or two tasks are the same.</exception>
    public static Preflight Check(CampaignSpec campaign, IReadOnlyList<LearningTask> tasks, int slots, CampaignDocument? document)
    {
        if (CampaignFaults.Find(campaign, tasks) is var (field, message))
            throw document is null ? new UserError($"{field}: {message}") : document.Misfit(field, message);
        // A tangent takes what a copy does.
        var copies = campaign.Replicas + 1 + campaign.Tangents;
        var (largest, bytes) = campaign.Architectures
            .SelectMany(architecture => tasks.Select(task => (architecture, Bytes: Bytes(architecture, task, copies))))
            .MaxBy(pair => pair.Bytes);
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes * slots > memory)
            throw new UserError(
                $"architectures: {largest} with {copies} copies takes {Gigabytes(bytes)} a slot, {slots} slots are more than "
                + $"this machine's {Gigabytes(memory)}; use fewer --slots or a smaller network");
        var named = tasks.SelectMany(task => task.Warnings, (task, warning) => tasks.Count > 1 ? $"{task.Name}: {warning}" : warning);
        return new Preflight(tasks, (long)bytes) { Warnings = [.. named, .. campaign.Epsilons.SelectMany(Lost)] };
    }

    /// <summary>What can be computed and is probably not meant, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <summary>Shows the warnings, before anything is computed.</summary>
    public void Warn()
    {
        foreach (var warning in Warnings) Screen.Message("warning: " + warning);
    }

    // Half the distance of 1 to its neighbour.
    private static IEnumerable<string> Lost(double epsilon)
    {
        if (epsilon is > 0 and < 1.2e-16)
            yield return $"perturbation.epsilon: {Format.Axis(epsilon)} is lost in weights of the size of 1, which differ by 2.2e-16 at "
                + "least: most of a replica equals the reference";
    }

    /// <summary>Trainable parameters of a network on a task.</summary>
    public static long Parameters(Architecture architecture, LearningTask task) => Layout(architecture, task).Count;

    private static ParameterLayout Layout(Architecture architecture, LearningTask task) =>
        architecture.Plan(task.Shape, task.Outputs).Parameters;

    // Parameters and gradient of each copy, the parameters once more while they are being kept in a checkpoint, and each copy's
    // activations of one block of samples (small beside them).
    private static double Bytes(Architecture architecture, LearningTask task, int copies) =>
        3.0 * sizeof(double) * copies * Parameters(architecture, task);

    private static string Gigabytes(double bytes) => Format.Rate(bytes / 1e9) + " GB";
}
