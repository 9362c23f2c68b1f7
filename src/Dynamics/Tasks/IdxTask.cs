namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>Builds a task from four IDX files.</summary>
internal static class IdxTask
{
    private const int MostUnused = 10;

    public static RawTask Read(IdxFiles files)
    {
        // Each file is one gzip stream, which only one thread can decompress: so one thread each.
        var trainImages = Task.Run(() => IdxReader.ReadImages(files.TrainImages));
        var testImages = Task.Run(() => IdxReader.ReadImages(files.TestImages));
        var (train, trainClasses) = Pair(trainImages, IdxReader.ReadLabels(files.TrainLabels));
        var (test, testClasses) = Pair(testImages, IdxReader.ReadLabels(files.TestLabels));
        var features = train.Shape.Count;
        if (features != test.Shape.Count)
        {
            throw new TaskDataException(
                $"{files.TestImages}: expected images of {features} pixels, as in {files.TrainImages}, found " +
                $"{test.Shape.Count}. Training and test images must have the same shape.");
        }

        if (trainClasses.AsSpan().IndexOfAnyExcept(trainClasses[0]) < 0)
        {
            throw new TaskDataException(
                $"{files.TrainLabels}: every label is {trainClasses[0]}; expected at least two classes.");
        }

        var classes = Math.Max(trainClasses.Max(), testClasses.Max()) + 1;
        RefuseGap(files, classes, trainClasses, testClasses);
        var inputs = Pixels.Of(files.TrainImages, files.Pixels, features, train.Bytes, test.Bytes);
        return new RawTask(
            RawTask.Numbers(classes), new LabelledSamples(inputs.Train, trainClasses), new LabelledSamples(inputs.Test, testClasses))
        {
            // Files of as many pixels in another form are one task as before there were forms, without neighbours.
            Shape = train.Shape == test.Shape ? train.Shape : SampleShape.Flat(features),
            Files = [new TaskFileContent(files.TrainImages, train.Count), new TaskFileContent(files.TestImages, test.Count)],
        };
    }

    // A class or two without a sample is common (labels from 1, a few digits of MNIST); most of them is a label that is none.
    private static void RefuseGap(IdxFiles files, int classes, byte[] train, byte[] test)
    {
        var used = train.Concat(test).Distinct().Count();
        var unused = classes - used;
        if (unused <= MostUnused || unused <= used) return;
        var largest = (byte)(classes - 1);
        var (path, sample) = Array.IndexOf(train, largest) is var at and >= 0
            ? (files.TrainLabels, at)
            : (files.TestLabels, Array.IndexOf(test, largest));
        throw new TaskDataException(
            $"{path}: the label {largest} of sample {sample} (from 0) makes {classes} classes, and {unused} of them have no sample. Number "
            + $"the {used} classes 0 … {used - 1}, and leave out samples without a class.");
    }

    private static (IdxReader.Content Images, byte[] Labels) Pair(Task<IdxReader.Content> reading, IdxReader.Content labels)
    {
        var images = reading.GetAwaiter().GetResult();
        if (images.Count != labels.Count)
        {
            throw new TaskDataException(
                $"{labels.Path}: expected {images.Count} labels, one for each image of {images.Path}, found {labels.Count}. " +
                "Check that the two files belong together.");
        }

        return (images, labels.Bytes);
    }
}
