using System.Collections.Immutable;
using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Journal;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Tests.Dispatch;

public sealed class DispatchTests
{
    private readonly CampaignDriver _campaign = new(Specs.Campaign());

    [Fact]
    public void Should_give_one_item_a_slot_in_order_of_the_index()
    {
        Assert.Equal([0, 1], Items(_campaign.Pull("n1", 2, 2)));
        Assert.Equal([2, 3, 4], Items(_campaign.Pull("n2", 3, 3)));
    }

    [Fact]
    public void Should_count_what_is_on_its_way()
    {
        Assert.Equal([0, 1], Items(_campaign.Pull("n1", 2, 2)));
        Assert.Empty(_campaign.Pull("n1", 2, 2)); // sent before the first answer arrived
    }

    [Fact]
    public void Should_not_count_what_waits_for_acknowledgement()
    {
        var first = Assert.Single(_campaign.Pull("n1", 1, 1));
        Assert.Equal([1], Items(_campaign.Pull("n1", 1, 1, _campaign.Held(first, AttemptPhase.Finished))));
    }

    [Fact]
    public void Should_prefill_no_more_than_the_disk_may_fall_behind_with()
    {
        var campaign = new CampaignDriver(Specs.Campaign(seeds: 1000), new DispatchSettings { CommitBacklog = 10 });
        var first = Assert.Single(campaign.Pull("n1", 1, 1));
        campaign.Send(Specs.Result(campaign.Spec, first.Item.Value, first.Attempt) with { Duration = TimeSpan.FromMilliseconds(1) });
        var given = Enumerable.Range(2, 20).Select(n => campaign.Pull($"n{n}", 1, 1).Count).ToList();
        Assert.InRange(given[0], 2, 65);
        Assert.All(given[1..], count => Assert.Equal(1, count));
    }

    /// <summary>A campaign of tiny items keeps its trainers filled, and once kept out all others.</summary>
    [Theory]
    [InlineData(20, 2, 1)] // over in a moment
    [InlineData(20, 3, 0)] // more than the prefill: more is to come
    [InlineData(60, 1, 0)] // the slot is taken
    [InlineData(null, 1, 0)] // for all that is known
    public void Should_find_room_behind_another_campaigns_items_only_if_they_are_soon_over(int? milliseconds, int held, int expected)
    {
        var tiny = new CampaignId("tiny");
        var pull = new CoordinatorCommands.Pull(new NodeId("n1"), 1, 0, [.. Enumerable.Range(0, held).Select(n =>
            new HeldAttempt(tiny, new ItemIndex(n), new AttemptId(n), n == 0 ? AttemptPhase.Running : AttemptPhase.Queued, 0))]);
        var means = ImmutableDictionary<CampaignId, TimeSpan>.Empty;
        if (milliseconds is { } mean) means = means.Add(tiny, TimeSpan.FromMilliseconds(mean));

        var replies = _campaign.Send(new CampaignInternals.Offer(pull, 0, MayAssign: true, MayCopy: false) { Means = means });

        Assert.Equal(expected, replies.OfType<TrainerCommands.Assign>().Single().Items.Count);
    }

    [Fact]
    public void Should_prefill_only_when_items_are_tiny()
    {
        var settings = new DispatchSettings { PrefillTime = TimeSpan.FromMilliseconds(250), PrefillLimit = 4 };
        var campaign = new CampaignDriver(Specs.Campaign(), settings);
        var first = Assert.Single(campaign.Pull("n1", 1, 1));
        campaign.Finish(first); // took 100 ms
        Assert.Equal(3, campaign.Pull("n1", 1, 1).Count); // one, and two that fit into 250 ms
        Assert.Equal(0, settings.Prefill(TimeSpan.Zero));
        Assert.Equal(0, settings.Prefill(TimeSpan.FromMinutes(1)));
        Assert.Equal(4, settings.Prefill(TimeSpan.FromTicks(1)));
    }

    [Fact]
    public void Should_not_take_epochs_of_an_earlier_attempt_for_progress()
    {
        var item = Assert.Single(_campaign.Pull("n1", 1, 1));
        _campaign.Pull("n1", 1, 0, _campaign.Held(item, epochs: 12) with { ContinuedFrom = 10 });
        Assert.Equal(2, _campaign.State.Dispatch.EpochsComputed);
        var running = Assert.Single(StatusReport.Of(_campaign.Facts, _campaign.State.Dispatch, 0).Running);
        Assert.Equal((12, 10), (running.Epochs, running.ContinuedFrom));
        _campaign.Pull("n1", 1, 1, _campaign.Held(item, AttemptPhase.Finished, epochs: 0));
        _campaign.Finish(item);
        Assert.Equal(_campaign.Spec.Epochs - 10, _campaign.State.Dispatch.EpochsComputed);
    }

    [Fact]
    public void Should_not_take_epochs_computed_before_a_restart_for_progress()
    {
        var item = Assert.Single(_campaign.Pull("n1", 1, 1));
        _campaign.Pull("n1", 1, 0, _campaign.Held(item, epochs: 12));
        _campaign.Restart();
        _campaign.Pull("n1", 1, 0, _campaign.Held(item, epochs: 15));
        _campaign.Pull("n1", 1, 0, _campaign.Held(item, epochs: 16));
        Assert.Equal(1, _campaign.State.Dispatch.EpochsComputed);
    }

    [Fact]
    public void Should_put_an_item_back_at_the_front_when_its_lease_expires()
    {
        var given = _campaign.Pull("n1", 2, 2);
        _campaign.Advance(9);
        _campaign.Pull("n1", 2, 1, _campaign.Held(given[0]));
        _campaign.Advance(2); // the second was not reported for 11 s
        Assert.Equal([1], Items(_campaign.Pull("n2", 1, 1)));
        Assert.Equal([2], Items(_campaign.Pull("n3", 1, 1)));
        Assert.Equal(1, _campaign.State.Dispatch.ExpiredLeases);
    }

    /// <summary>Ctrl-Z and fg, a machine that was suspended: what trainers said meanwhile is still to be read.</summary>
    [Fact]
    public void Should_not_take_its_own_sleep_for_the_silence_of_trainers()
    {
        var given = Assert.Single(_campaign.Pull("n1", 1, 1));
        for (var sleep = 0; sleep < 3; sleep++)
        {
            _campaign.Advance(2);
            _campaign.Sleep(60);
            _campaign.Advance(9);
            _campaign.Pull("n1", 1, 0, _campaign.Held(given, epochs: 0));
        }
        Assert.Empty(_campaign.Facts.Failures);
        Assert.Equal(0, _campaign.State.Dispatch.ExpiredLeases);

        _campaign.Sleep(60);
        _campaign.Advance(10); // and nobody speaks
        Assert.Equal(1, Assert.Single(_campaign.Facts.Failures.Values).Count);
    }

    [Fact]
    public void Should_quarantine_an_item_that_lost_its_trainer_three_times()
    {
        for (var n = 0; n < 3; n++)
        {
            Assert.Equal([0], Items(_campaign.Pull($"n{n}", 1, 1)));
            _campaign.Advance(11);
        }
        var failed = Assert.Single(_campaign.Facts.Failures.Values);
        Assert.Equal((3, true, "n2 was lost while computing this item."), (failed.Count, failed.Quarantined, failed.Error));
        Assert.Equal([1], Items(_campaign.Pull("n4", 1, 1)));
    }

    [Fact]
    public void Should_quarantine_only_the_item_that_kills_its_trainer_and_none_that_ran_beside_it()
    {
        const int Slots = 4;
        const long Poison = 2;
        var driver = new CampaignDriver(Specs.Campaign()); // 12 items
        for (var life = 1; !driver.Facts.IsSettled; life++)
        {
            Assert.InRange(life, 1, 20);
            var running = new List<Assignment>();
            while (true)
            {
                // Nothing that waits in a queue is suspected: one item a slot.
                var held = running.Select(item => driver.Held(item)).ToArray();
                running.AddRange(driver.Pull($"n{life}", Slots, Slots - running.Count, held));
                if (running.Count == 0 || running.Any(item => item.Item.Value == Poison)) break;
                driver.Finish(running[0], $"n{life}");
                running.RemoveAt(0);
            }
            driver.Advance(11); // whoever held the poison is dead
        }
        Assert.Equal(CampaignPhase.CompletedWithFailures, driver.Facts.Phase);
        Assert.Equal([Poison], driver.Facts.Failures.Where(failed => failed.Value.Quarantined).Select(failed => failed.Key));
        Assert.Equal(11, driver.Facts.Done.Count);
    }

    [Fact]
    public void Should_not_suspect_an_item_that_was_only_waiting()
    {
        var first = Assert.Single(_campaign.Pull("n1", 1, 1));
        _campaign.Pull("n1", 1, 0, _campaign.Held(first, AttemptPhase.Queued));
        _campaign.Advance(11);
        Assert.Empty(_campaign.Facts.Failures);
        Assert.Equal([0], Items(_campaign.Pull("n2", 1, 1)));
    }

    [Fact]
    public void Should_quarantine_an_item_that_threw_three_times_and_retry_on_request()
    {
        for (var n = 0; n < 3; n++)
        {
            var given = Assert.Single(_campaign.Pull("n1", 1, 1));
            Assert.Equal(0, given.Item.Value);
            Assert.IsType<TrainerCommands.ResultAcknowledged>(Assert.Single(_campaign.Fail(given)));
        }
        Assert.Equal([1], Items(_campaign.Pull("n1", 1, 1)));
        _campaign.Send(new CampaignCommands.Retry(_campaign.Facts.Id));
        Assert.Empty(_campaign.Facts.Failures);
        Assert.Equal([0], Items(_campaign.Pull("n2", 1, 1)));
    }

    [Fact]
    public void Should_ignore_the_failure_of_an_attempt_that_no_longer_counts()
    {
        var given = Assert.Single(_campaign.Pull("n1", 1, 1));
        _campaign.Send(new CoordinatorCommands.GiveBack(
            _campaign.Facts.Id, new NodeId("n1"), [new GivenBack(given.Item, given.Attempt)]));
        Assert.IsType<TrainerCommands.ResultAcknowledged>(Assert.Single(_campaign.Fail(given)));
        Assert.Empty(_campaign.Facts.Failures);
        Assert.Equal(1, _campaign.State.Dispatch.StaleReports);
    }

    [Fact]
    public void Should_accept_the_result_of_an_attempt_given_up_for_lost()
    {
        var given = Assert.Single(_campaign.Pull("n1", 1, 1));
        _campaign.Advance(11);
        var again = Assert.Single(_campaign.Pull("n2", 1, 1));
        _campaign.Finish(given);
        Assert.Equal(1, _campaign.Facts.Done.Count);
        // The copy is told to stop, and its result, should it come, changes nothing.
        var abandon = Assert.Single(_campaign.Send(new CampaignInternals.Offer(
            new CoordinatorCommands.Pull(new NodeId("n2"), 0, 0, [_campaign.Held(again)]), 0, false, false))
            .OfType<TrainerCommands.Abandon>());
        Assert.Equal([again.Attempt], abandon.Attempts);
        Assert.IsType<TrainerCommands.ResultAcknowledged>(Assert.Single(_campaign.Finish(again, "n2")));
        Assert.Single(_campaign.Journal.OfType<CampaignEvents.ItemCompleted>());
    }

    [Fact]
    public void Should_take_back_what_trainers_hold_after_a_restart()
    {
        var given = Assert.Single(_campaign.Pull("n1", 1, 1));
        _campaign.Restart();
        Assert.Empty(_campaign.Pull("n1", 1, 0, _campaign.Held(given)));
        var next = Assert.Single(_campaign.Pull("n2", 1, 1));
        Assert.Equal(1, next.Item.Value);
        Assert.NotEqual(given.Attempt, next.Attempt);
        _campaign.Finish(given);
        Assert.True(_campaign.Facts.Done.Contains(0));
    }

    [Fact]
    public void Should_copy_the_slowest_item_onto_another_node_once_the_queue_is_empty()
    {
        var campaign = new CampaignDriver(Specs.Campaign(rates: 2, seeds: 1));
        var first = campaign.Pull("n1", 1, 1)[0];
        campaign.Finish(first);
        var slow = campaign.Pull("n1", 1, 1)[0];
        campaign.Pull("n1", 1, 0, campaign.Held(slow));
        Assert.Empty(campaign.Pull("n2", 1, 1)); // not slow yet
        campaign.Now += TimeSpan.FromSeconds(1);
        var copy = Assert.Single(campaign.Pull("n2", 1, 1));
        Assert.Equal(slow.Item, copy.Item);
        Assert.Empty(campaign.Pull("n3", 1, 1)); // one copy is enough
        campaign.Finish(copy, "n2");
        campaign.Finish(slow);
        Assert.Equal(CampaignPhase.Completed, campaign.Facts.Phase);
        Assert.Equal(2, campaign.Journal.OfType<CampaignEvents.ItemCompleted>().Count());
    }

    [Fact]
    public void Should_fail_the_campaign_when_its_input_cannot_be_used_and_open_it_again_on_resubmission()
    {
        var given = Assert.Single(_campaign.Pull("n1", 1, 1));
        _campaign.Fail(given, FailureKind.InputUnusable, error: "no file");
        Assert.Equal((CampaignPhase.Failed, "no file"), (_campaign.Facts.Phase, _campaign.Facts.Reason));
        Assert.Empty(_campaign.Pull("n1", 1, 1));
        _campaign.Send(Specs.Submit(_campaign.Spec));
        Assert.Equal([0], Items(_campaign.Pull("n1", 1, 1)));
    }

    [Fact]
    public void Should_assign_nothing_while_paused_and_stop_everything_when_cancelled()
    {
        var given = Assert.Single(_campaign.Pull("n1", 1, 1));
        _campaign.Send(new CampaignCommands.Pause(_campaign.Facts.Id));
        Assert.Empty(_campaign.Pull("n2", 1, 1));
        Assert.Equal(1, _campaign.State.Dispatch.Items.Leased);
        _campaign.Send(new CampaignCommands.Cancel(_campaign.Facts.Id));
        _campaign.Pull("n1", 1, 0, _campaign.Held(given));
        Assert.Equal(0, _campaign.State.Dispatch.Items.Leased);
        _campaign.Send(new CampaignCommands.Resume(_campaign.Facts.Id));
        Assert.Equal([0], Items(_campaign.Pull("n1", 1, 1)));
    }

    [Fact]
    public void Should_count_a_result_of_another_numerics_version_as_a_failure()
    {
        var given = Assert.Single(_campaign.Pull("n1", 1, 1));
        _campaign.Send(Specs.Result(_campaign.Spec, 0, given.Attempt) with { NumericsVersion = 2 });
        Assert.Contains("numerics version 2", Assert.Single(_campaign.Facts.Failures.Values).Error);
        Assert.Equal(0, _campaign.Facts.Done.Count);
    }

    private static IEnumerable<int> Items(IEnumerable<Assignment> assignments) =>
        assignments.Select(assignment => (int)assignment.Item.Value);
}
