using System.Runtime.Serialization;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Dynamics.Campaigns;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages.Trainers;
using Google.Protobuf;
using Schema = Chaos.Actors.Messages.Serialization.JournalSchema;

namespace Chaos.Actors.Messages.Serialization;

/// <summary>The values that wire and journal have in common, to and from journal.proto.</summary>
internal static class ValueMapping
{
    public static Schema.CampaignSpec ToMessage(this CampaignSpec spec) => new()
    {
        Name = spec.Name,
        Task = spec.Task.ToMessage(),
        Architectures = { spec.Architectures.Select(ToMessage) },
        L2 = { spec.L2 },
        LearningRates = { spec.LearningRates },
        Seeds = spec.Seeds,
        Epochs = spec.Epochs,
        Perturbation = spec.Perturbation.ToMessage(),
        Thresholds = { spec.Thresholds },
    };

    public static CampaignSpec ToRecord(this Schema.CampaignSpec spec) => new()
    {
        Name = spec.Name,
        Task = Required.Of(spec.Task).ToRecord(),
        Architectures = [.. spec.Architectures.Select(ToRecord)],
        L2 = [.. spec.L2],
        LearningRates = [.. spec.LearningRates],
        Seeds = spec.Seeds,
        Epochs = spec.Epochs,
        Perturbation = Required.Of(spec.Perturbation).ToRecord(),
        Thresholds = [.. spec.Thresholds],
    };

    public static Schema.TaskSpec ToMessage(this TaskSpec task)
    {
        var message = new Schema.TaskSpec { Name = task.Name };
        if (task.Train is { } train) message.Train = train;
        if (task.Test is { } test) message.Test = test;
        switch (task.Files)
        {
            case null:
                break;
            case IdxFiles idx:
                message.Idx = new Schema.IdxFiles
                {
                    TrainImages = idx.TrainImages,
                    TrainLabels = idx.TrainLabels,
                    TestImages = idx.TestImages,
                    TestLabels = idx.TestLabels,
                };
                break;
            case CsvFiles csv:
                message.Csv = new Schema.CsvFiles { Train = csv.Train, Standardise = csv.Standardise };
                if (csv.Test is not null) message.Csv.Test = csv.Test;
                break;
            default:
                throw new ArgumentException($"{task.Files.GetType().Name} has no place in journal.proto.", nameof(task));
        }
        return message;
    }

    public static TaskSpec ToRecord(this Schema.TaskSpec task) => new(
        task.Name,
        task.HasTrain ? task.Train : null,
        task.HasTest ? task.Test : null,
        task.FilesCase switch
        {
            Schema.TaskSpec.FilesOneofCase.Idx => new IdxFiles(
                task.Idx.TrainImages, task.Idx.TrainLabels, task.Idx.TestImages, task.Idx.TestLabels),
            Schema.TaskSpec.FilesOneofCase.Csv => new CsvFiles(
                task.Csv.Train, task.Csv.HasTest ? task.Csv.Test : null, task.Csv.Standardise),
            _ => null,
        });

    public static Schema.Architecture ToMessage(this Architecture architecture)
    {
        var message = new Schema.Architecture
        {
            Hidden = { architecture.Hidden },
            Initialisation = architecture.Initialisation switch
            {
                Initialisation.Normal => Schema.Initialisation.Normal,
                Initialisation.LeCun => Schema.Initialisation.Lecun,
                Initialisation.Glorot => Schema.Initialisation.Glorot,
                Initialisation.He => Schema.Initialisation.He,
                _ => throw Unknown(architecture.Initialisation),
            },
        };
        // The first three had numbers before activations had texts; stored specifications keep them.
        if (Enum.TryParse<Schema.Activation>(architecture.Activation.Text, ignoreCase: true, out var number))
            message.Activation = number;
        else message.ActivationText = architecture.Activation.Text;
        return message;
    }

    public static Architecture ToRecord(this Schema.Architecture architecture) => new(
        architecture.Hidden.All(units => units > 0)
            ? architecture.Hidden
            : throw new SerializationException("A layer without units."),
        Activation.Named(architecture.HasActivationText ? architecture.ActivationText : architecture.Activation.ToString())
            ?? throw Unknown(architecture.Activation),
        architecture.Initialisation switch
        {
            Schema.Initialisation.Normal => Initialisation.Normal,
            Schema.Initialisation.Lecun => Initialisation.LeCun,
            Schema.Initialisation.Glorot => Initialisation.Glorot,
            Schema.Initialisation.He => Initialisation.He,
            _ => throw Unknown(architecture.Initialisation),
        });

    public static Schema.Perturbation ToMessage(this Perturbation perturbation) =>
        new() { Count = perturbation.Count, Epsilon = perturbation.Epsilon };

    public static Perturbation ToRecord(this Schema.Perturbation perturbation) =>
        new(perturbation.Count, perturbation.Epsilon);

    public static Schema.ItemSummary ToMessage(this ItemSummary summary)
    {
        var message = new Schema.ItemSummary
        {
            Lambda = summary.Lambda,
            InitialDistance = summary.InitialDistance,
            FinalAccuracy = summary.FinalAccuracy,
            BestAccuracy = summary.BestAccuracy,
            TrainingTimes = { summary.TrainingTimes.Select(epochs => epochs ?? -1) },
        };
        if (summary.DivergedAt is { } epoch) message.DivergedAt = epoch;
        return message;
    }

    public static ItemSummary ToRecord(this Schema.ItemSummary summary) => new(
        summary.Lambda,
        summary.InitialDistance,
        summary.FinalAccuracy,
        summary.BestAccuracy,
        [.. WireValidation.List(summary.TrainingTimes).Select(epochs => epochs < 0 ? null : (int?)epochs)],
        summary.HasDivergedAt ? summary.DivergedAt : null);

    public static Schema.FailureKind ToMessage(this FailureKind kind) => kind switch
    {
        FailureKind.Threw => Schema.FailureKind.Threw,
        FailureKind.TrainerLost => Schema.FailureKind.TrainerLost,
        FailureKind.InputUnusable => Schema.FailureKind.InputUnusable,
        _ => throw Unknown(kind),
    };

    public static FailureKind ToRecord(this Schema.FailureKind kind) => kind switch
    {
        Schema.FailureKind.Threw => FailureKind.Threw,
        Schema.FailureKind.TrainerLost => FailureKind.TrainerLost,
        Schema.FailureKind.InputUnusable => FailureKind.InputUnusable,
        _ => throw Unknown(kind),
    };

    /// <summary>A digest as its 32 bytes; in records it is lower-case hex.</summary>
    public static ByteString DigestBytes(string digest) => ByteString.CopyFrom(Convert.FromHexString(digest));

    public static string DigestText(ByteString digest) => Convert.ToHexStringLower(digest.Span);

    private static SerializationException Unknown<T>(T value) =>
        new($"{typeof(T).Name} {value} has no counterpart on the other side of journal.proto.");
}
