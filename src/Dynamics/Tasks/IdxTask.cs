namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>Builds a task from four IDX files: pixels / 255, kept as bytes.</summary>
internal static class IdxTask
{
    private static readonly double[] Pixels = [.. Enumerable.Range(0, 256).Select(c => c / 255.0)];

    public static RawTask Read(IdxFiles files)
    {
        // Each file is one gzip stream, which only one thread can decompress: so one thread each.
        var trainImages = Task.Run(() => IdxReader.ReadImages(files.TrainImages));
        var testImages = Task.Run(() => IdxReader.ReadImages(files.TestImages));
        var train = Pair(trainImages, IdxReader.ReadLabels(files.TrainLabels));
        var test = Pair(testImages, IdxReader.ReadLabels(files.TestLabels));
        if (train.Inputs.Features != test.Inputs.Features)
        {
            throw new TaskDataException(
                $"{files.TestImages}: expected images of {train.Inputs.Features} pixels, as in {files.TrainImages}, found " +
                $"{test.Inputs.Features}. Training and test images must have the same shape.");
        }

        if (train.Labels.AsSpan().IndexOfAnyExcept(train.Labels[0]) < 0)
        {
            throw new TaskDataException(
                $"{files.TrainLabels}: every label is {train.Labels[0]}; expected at least two classes.");
        }

        return new RawTask(Math.Max(train.Labels.Max(), test.Labels.Max()) + 1, train, test);
    }

    private static LabelledSamples Pair(Task<IdxReader.Content> reading, IdxReader.Content labels)
    {
        var images = reading.GetAwaiter().GetResult();
        if (images.Count != labels.Count)
        {
            throw new TaskDataException(
                $"{labels.Path}: expected {images.Count} labels, one for each image of {images.Path}, found {labels.Count}. " +
                "Check that the two files belong together.");
        }

        return new LabelledSamples(new CodedInputs(images.Count, images.Size, images.Bytes, Pixels), labels.Bytes);
    }
}
