using System.Runtime.Serialization;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Messages.Trainers;
using Google.Protobuf;
using Schema = Chaos.Actors.Messages.Serialization.JournalSchema;

namespace Chaos.Actors.Messages.Serialization;

/// <summary>The values that wire and journal have in common, to and from journal.proto.</summary>
internal static class ValueMapping
{
    public static Schema.ItemSummary ToMessage(this ItemSummary summary)
    {
        var message = new Schema.ItemSummary
        {
            Lambda = summary.Lambda,
            InitialDistance = summary.InitialDistance,
            FinalAccuracy = summary.FinalAccuracy,
            BestAccuracy = summary.BestAccuracy,
            TrainingTimes = { summary.TrainingTimes.Select(epochs => epochs ?? -1) },
            LastValues = { summary.LastValues.Select(last => new Schema.LastValue { Series = last.Series, Value = last.Value }) },
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
        summary.HasDivergedAt ? summary.DivergedAt : null)
    {
        LastValues = [.. WireValidation.List(summary.LastValues).Select(last => new LastValue(last.Series, last.Value))],
    };

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
