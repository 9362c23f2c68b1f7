namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>
/// Reads a task's data, or draws them. Nothing about the files is trusted: sizes are checked before memory is taken for them, and every
/// defect is a <see cref="TaskDataException"/>.
/// </summary>
public static class TaskReader
{
    /// <summary>
    /// Reads the data of a task and takes the subsets asked for from the front of each split. The number of classes and the
    /// means and deviations of standardised tasks are those of the whole training split, so that a subset has the same
    /// network and the same inputs and targets as the whole. In IDX tasks the number of classes is the largest label + 1.
    /// </summary>
    /// <param name="spec">The task. A user's files are opened as given, relative to the current directory.</param>
    /// <param name="dataDirectory">The folder with the shipped data sets, such as <see cref="DataDirectory.Default"/>.</param>
    /// <exception cref="TaskDataException">The task is unknown or its data cannot be used.</exception>
    public static LearningTask Read(TaskSpec spec, string dataDirectory)
    {
        var whole = spec.Synthetic is { } synthetic ? synthetic.Draw() : spec.Files switch
        {
            null => ShippedTasks.Read(spec.Name, dataDirectory),
            IdxFiles idx => IdxTask.Read(idx),
            CsvFiles csv => CsvTask.Read(csv),
            CifarFiles cifar => CifarTask.Read(cifar),
            _ => throw new TaskDataException($"Task {spec.Name}: {spec.Files.GetType().Name} cannot be read."),
        };
        var train = SampleSplit.Front(whole.Train, spec.Train, spec.Name, "train");
        var test = SampleSplit.Front(whole.Test, spec.Test, spec.Name, "test");
        return new LearningTask(
            spec.Name, whole.Outputs, train, test, ContentHash.Of(train.Inputs.Features, whole.Outputs, train, test, whole.Shape))
        {
            Shape = whole.Shape,
            ClassNames = whole.Classes,
            Files = whole.Files,
            Warnings = [.. whole.Warnings, .. PartWarnings.Of(whole.Classes, train, test), .. RealTargets.Warnings(train, test)],
        };
    }
}
