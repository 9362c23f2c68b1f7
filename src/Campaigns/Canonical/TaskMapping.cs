using System.Runtime.Serialization;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Campaigns.Canonical;

/// <summary>Tasks to and from specification.proto.</summary>
internal static class TaskMapping
{
    public static Schema.TaskSpec ToMessage(this TaskSpec task)
    {
        var message = new Schema.TaskSpec { Name = task.Name };
        if (task.Train is { } train) message.Train = train;
        if (task.Test is { } test) message.Test = test;
        switch ((object?)task.Files ?? task.Synthetic)
        {
            case null: break;
            case IdxFiles idx: message.Idx = ToMessage(idx); break;
            case CsvFiles csv: message.Csv = ToMessage(csv); break;
            case CifarFiles cifar: message.Cifar = ToMessage(cifar); break;
            case TeacherStudent teacher: message.TeacherStudent = ToMessage(teacher); break;
            case GaussianMixture mixture: message.GaussianMixture = ToMessage(mixture); break;
            case TwoMoons moons:
                message.TwoMoons = new Schema.TwoMoons { Samples = moons.Samples, Test = moons.Test, Seed = moons.Seed, Noise = moons.Noise };
                break;
            case Parity parity:
                message.Parity = new Schema.Parity { Samples = parity.Samples, Test = parity.Test, Seed = parity.Seed, Bits = parity.Bits };
                break;
            case var other:
                throw new ArgumentException($"{other.GetType().Name} has no place in specification.proto.", nameof(task));
        }
        return message;
    }

    public static TaskSpec ToRecord(this Schema.TaskSpec task) => new(
        task.Name,
        task.HasTrain ? task.Train : null,
        task.HasTest ? task.Test : null,
        task.DataCase switch
        {
            Schema.TaskSpec.DataOneofCase.Idx => new IdxFiles(
                task.Idx.TrainImages, task.Idx.TrainLabels, task.Idx.TestImages, task.Idx.TestLabels)
            {
                Pixels = Pixels(task.Idx.HasPixels ? task.Idx.Pixels : null),
            },
            Schema.TaskSpec.DataOneofCase.Csv => ToRecord(task.Csv),
            Schema.TaskSpec.DataOneofCase.Cifar => task.Cifar.Train.Count == 0
                ? throw new SerializationException("CIFAR without training files.")
                : new CifarFiles([.. task.Cifar.Train], task.Cifar.Test) { Pixels = Pixels(task.Cifar.HasPixels ? task.Cifar.Pixels : null) },
            _ => null,
        })
    {
        Synthetic = task.DataCase switch
        {
            Schema.TaskSpec.DataOneofCase.TeacherStudent => ToRecord(task.TeacherStudent),
            Schema.TaskSpec.DataOneofCase.GaussianMixture => ToRecord(task.GaussianMixture),
            Schema.TaskSpec.DataOneofCase.TwoMoons => new TwoMoons
            {
                Samples = task.TwoMoons.Samples,
                Test = task.TwoMoons.Test,
                Seed = task.TwoMoons.Seed,
                Noise = task.TwoMoons.Noise,
            },
            Schema.TaskSpec.DataOneofCase.Parity => new Parity
            {
                Samples = task.Parity.Samples,
                Test = task.Parity.Test,
                Seed = task.Parity.Seed,
                Bits = task.Parity.Bits,
            },
            _ => null,
        },
    };

    private static Schema.IdxFiles ToMessage(IdxFiles idx)
    {
        var message = new Schema.IdxFiles
        {
            TrainImages = idx.TrainImages,
            TrainLabels = idx.TrainLabels,
            TestImages = idx.TestImages,
            TestLabels = idx.TestLabels,
        };
        if (idx.Pixels != default) message.Pixels = EnumWord.Of(idx.Pixels);
        return message;
    }

    private static Schema.CifarFiles ToMessage(CifarFiles cifar)
    {
        var message = new Schema.CifarFiles { Train = { cifar.Train }, Test = cifar.Test };
        if (cifar.Pixels != default) message.Pixels = EnumWord.Of(cifar.Pixels);
        return message;
    }

    private static Schema.CsvFiles ToMessage(CsvFiles csv)
    {
        var message = new Schema.CsvFiles
        {
            Train = csv.Train,
            Standardise = csv.Standardise != CsvStandardise.None,
            RealTarget = csv.Target == CsvTarget.Real,
            StandardiseTarget = csv.Standardise == CsvStandardise.All,
        };
        if (csv.Test is not null) message.Test = csv.Test;
        if (csv.Label is not null) message.Label = csv.Label;
        return message;
    }

    private static CsvFiles ToRecord(Schema.CsvFiles csv) => new(
        csv.Train, csv.HasTest ? csv.Test : null,
        csv.StandardiseTarget ? CsvStandardise.All : csv.Standardise ? CsvStandardise.Features : CsvStandardise.None)
    {
        Label = csv.HasLabel ? csv.Label : null,
        Target = csv.RealTarget ? CsvTarget.Real : CsvTarget.Class,
    };

    private static Schema.TeacherStudent ToMessage(TeacherStudent task) => new()
    {
        Samples = task.Samples,
        Test = task.Test,
        Seed = task.Seed,
        Inputs = task.Inputs,
        Hidden = { task.Hidden },
        Activation = task.Activation,
        Outputs = task.Outputs,
        Noise = task.Noise,
    };

    private static TeacherStudent ToRecord(Schema.TeacherStudent task) => new()
    {
        Samples = task.Samples,
        Test = task.Test,
        Seed = task.Seed,
        Inputs = task.Inputs,
        Hidden = [.. task.Hidden],
        Activation = task.Activation,
        Outputs = task.Outputs,
        Noise = task.Noise,
    };

    private static Schema.GaussianMixture ToMessage(GaussianMixture task) => new()
    {
        Samples = task.Samples,
        Test = task.Test,
        Seed = task.Seed,
        Classes = task.Classes,
        Inputs = task.Inputs,
        Separation = task.Separation,
    };

    private static GaussianMixture ToRecord(Schema.GaussianMixture task) => new()
    {
        Samples = task.Samples,
        Test = task.Test,
        Seed = task.Seed,
        Classes = task.Classes,
        Inputs = task.Inputs,
        Separation = task.Separation,
    };

    private static PixelScale Pixels(string? word) => word is null
        ? default
        : EnumWord.Named<PixelScale>(word) ?? throw new SerializationException($"Pixels are scaled \"{word}\", which nobody here knows.");
}
