using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Coordinator.Campaigns.Sequencing;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Simulation.Tests;

/// <summary>
/// The coordinator's steps with one of them broken on purpose: what the simulation must find. Each takes the right next step and returns a
/// wrong one.
/// </summary>
internal static class Breakages
{
    public static NextStep AnswerBeforeTheRows(NextStep next) => (sequence, input, now) =>
    {
        var step = next(sequence, input, now);
        return step.Sequence.Work is StoreWork.WritingRows(var group)
            ? Before<SequenceAction.WriteRows>(step, Answers(group))
            : step;
    };

    public static NextStep AnswerBeforeTheJournal(NextStep next) => (sequence, input, now) =>
    {
        var step = next(sequence, input, now);
        return step.Sequence.Work is StoreWork.Journalling(var group, _)
            ? Before<SequenceAction.Journal>(step, Answers(group))
            : step;
    };

    public static NextStep NeverAnswerWhatIsWritten(NextStep next) => (sequence, input, now) =>
    {
        var step = next(sequence, input, now);
        return input is SequenceInput.EventsJournalled
            ? step with { Actions = step.Actions.RemoveAll(action => action is SequenceAction.Answer) }
            : step;
    };

    public static NextStep ForgetTheRows(NextStep next) => (sequence, input, now) =>
    {
        var step = next(sequence, input, now);
        if (!step.Actions.Any(action => action is SequenceAction.WriteRows)) return step;
        var on = next(step.Sequence, new SequenceInput.RowsWritten(), now);
        return on with { Actions = [.. step.Actions.Where(action => action is not SequenceAction.WriteRows), .. on.Actions] };
    };

    public static NextStep JournalBeforeTheRows(NextStep next) => (sequence, input, now) =>
    {
        switch (input, sequence.Work)
        {
            case (SequenceInput.EventsJournalled, StoreWork.WritingRows(var group)):
                return new SequenceStep(
                    sequence, [new SequenceAction.WriteRows(group.ToBatch(sequence.State.Facts, sequence.Journalled))]);
            case (SequenceInput.RowsWritten, _):
                return next(next(sequence, input, now).Sequence, new SequenceInput.EventsJournalled(), now) is var done
                    ? done with { Actions = [.. done.Actions.Select(JournalInstead(done))] }
                    : throw new InvalidOperationException();
        }
        var step = next(sequence, input, now);
        return step with { Actions = [.. step.Actions.Select(JournalInstead(step))] };
    };

    public static NextStep ForgetAdoption(NextStep next) => (sequence, input, now) =>
        next(sequence, input is SequenceInput.LastGroupRead ? new SequenceInput.LastGroupRead(new LastWrite([], null)) : input, now);

    public static NextStep ApplyTwice(NextStep next) => (sequence, input, now) =>
    {
        var step = next(sequence, input, now);
        if (input is not SequenceInput.EventsJournalled || sequence.Work is not StoreWork.Journalling(var group, _)) return step;
        var state = group.Events.Aggregate(step.Sequence.State, (state, happened) => state.Apply(happened));
        return step with { Sequence = step.Sequence with { State = state } };
    };

    public static NextStep ForgetToApply(NextStep next) => (sequence, input, now) =>
    {
        var step = next(sequence, input, now);
        return input is SequenceInput.EventsJournalled && sequence.State.Facts is not null
            ? step with { Sequence = step.Sequence with { State = sequence.State } }
            : step;
    };

    public static NextStep SnapshotBeforeApplying(NextStep next) => (sequence, input, now) =>
    {
        var step = next(sequence, input, now);
        return sequence.State.Facts is { } before
            ? step with
            {
                Actions = [.. step.Actions.Select(action => action is SequenceAction.SaveSnapshot
                    ? new SequenceAction.SaveSnapshot(before.ToSnapshot())
                    : action)],
            }
            : step;
    };

    public static NextStep ForgetExclusion(NextStep next) => (sequence, input, now) =>
    {
        var step = next(sequence, input, now);
        return input is SequenceInput.ExclusionChanged(var nodes)
            ? new SequenceStep(
                sequence with
                {
                    State = sequence.State with { Dispatch = sequence.State.Dispatch with { Excluded = nodes } },
                },
                [new SequenceAction.ReportExclusionApplied(nodes)])
            : step;
    };

    public static NextStep RemoveRowsBeforeTheJournal(NextStep next) => (sequence, input, now) =>
    {
        if (input is SequenceInput.RowsRemoved && sequence.Work is not StoreWork.RemovingRows) return new SequenceStep(sequence, []);
        var step = next(sequence, input, now);
        return input is SequenceInput.ExcludedFound(var found) && step.Sequence.Work is StoreWork.Journalling
            ? Before<SequenceAction.Journal>(step, [new SequenceAction.RemoveRows(found.Nodes, sequence.Journalled)])
            : step;
    };

    public static NextStep ForgetToRemoveRows(NextStep next) => (sequence, input, now) =>
    {
        var step = next(sequence, input, now);
        if (!step.Actions.Any(action => action is SequenceAction.RemoveRows)) return step;
        var on = next(step.Sequence, new SequenceInput.RowsRemoved(), now);
        return on with { Actions = [.. step.Actions.Where(action => action is not SequenceAction.RemoveRows), .. on.Actions] };
    };

    public static NextStep ForgetAnExclusionThatComesWhileWriting(NextStep next) => (sequence, input, now) =>
    {
        var step = next(sequence, input, now);
        return input is SequenceInput.ExclusionChanged && step.Sequence is { IsExclusionPending: true, State.Facts: { } facts } pending
            && pending.Work is StoreWork.WritingRows or StoreWork.Journalling
                ? step with { Sequence = pending with { IsExclusionPending = false } }
                : step;
    };

    public static NextStep AnswerBeforeTheStatus(NextStep next) => (sequence, input, now) =>
    {
        var step = next(sequence, input, now);
        return step with
        {
            Actions = [.. step.Actions.Where(action => action is not SequenceAction.ReportStatus), .. step.Actions.OfType<SequenceAction.ReportStatus>()],
        };
    };

    public static NextStep ForgetToSearch(NextStep next) => (sequence, input, now) =>
    {
        var step = next(sequence, input, now);
        return step with { Actions = step.Actions.RemoveAll(action => action is SequenceAction.Search) };
    };

    public static NextStep EndASearchAtOnce(NextStep next) => (sequence, input, now) => next(
        sequence,
        input is SequenceInput.Searched && sequence.State.Facts!.Spec is { Search: { } search } spec
            ? new SequenceInput.Searched(spec with { Search = search with { Ended = "At once." } })
            : input,
        now);

    public static NextStep GoOnWithASearchThatIsStoppedMeanwhile(NextStep next) => (sequence, input, now) =>
    {
        var step = next(sequence, input, now);
        if (input is not SequenceInput.Searched(var grown) || sequence.Waiting.IsEmpty || sequence.Extension is not null) return step;
        var submitted = sequence.State.Facts!.Submitted;
        var extension = new PendingExtension(new CampaignCommands.Submit(grown, submitted.TaskContents, submitted.NumericsVersion), null);
        return step with { Sequence = step.Sequence with { Extension = extension } };
    };

    private static IEnumerable<SequenceAction> Answers(DecisionGroup group) => group.Decisions.SelectMany(
        pending => pending.Decision.Effects.OfType<CampaignEffect.Reply>(),
        (pending, reply) => new SequenceAction.Answer(pending.Asker, reply.Message));

    private static SequenceStep Before<T>(SequenceStep step, IEnumerable<SequenceAction> more)
    {
        var at = step.Actions.IndexOf(step.Actions.FirstOrDefault(action => action is T)!);
        return at < 0 ? step : step with { Actions = step.Actions.InsertRange(at, more) };
    }

    private static Func<SequenceAction, SequenceAction> JournalInstead(SequenceStep step) => action =>
        action is SequenceAction.WriteRows && step.Sequence.Work is StoreWork.WritingRows(var group)
            ? new SequenceAction.Journal(group.Events)
            : action;
}
