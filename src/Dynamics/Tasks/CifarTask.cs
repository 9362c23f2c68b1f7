namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>Builds a task from files in CIFAR-10's binary format. There are ten classes, whichever have samples.</summary>
internal static class CifarTask
{
    public static RawTask Read(CifarFiles files)
    {
        var (train, trainLabels, trainFiles) = CifarReader.Read(files.Train);
        var (test, testLabels, testFiles) = CifarReader.Read([files.Test]);
        if (trainLabels.AsSpan().IndexOfAnyExcept(trainLabels[0]) < 0)
        {
            throw new TaskDataException(
                $"{files.Train[0]}: every label of the training samples is {trainLabels[0]}; expected at least two classes.");
        }

        var inputs = Pixels.Of(files.Train[0], files.Pixels, CifarReader.Shape.Count, train, test);
        return new RawTask(
            RawTask.Numbers(CifarReader.Classes),
            new LabelledSamples(inputs.Train, trainLabels), new LabelledSamples(inputs.Test, testLabels))
        {
            Shape = CifarReader.Shape,
            Files = [.. trainFiles, .. testFiles],
        };
    }
}
