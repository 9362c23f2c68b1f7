using System.Collections.Concurrent;
using System.Globalization;
using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Tests.Dispatch;

/// <summary>
/// Messages that are well formed and wrong, as a trainer with a bad memory or a bad intention would send them, among honest
/// ones. CHAOS_IMPLAUSIBLE_SEEDS chooses others: one seed, or a range such as 10000-99999.
/// </summary>
public sealed class ImplausibleTests
{
    private const string Variable = "CHAOS_IMPLAUSIBLE_SEEDS";
    private readonly CampaignDriver _campaign = new(Specs.Campaign());

    [Fact]
    public void Should_keep_every_campaign_in_order_whatever_trainers_say()
    {
        var (first, last) = Seeds(Environment.GetEnvironmentVariable(Variable));
        var failed = new ConcurrentDictionary<int, Exception>();
        Parallel.For(first, last + 1, seed =>
        {
            try
            {
                Live(seed);
            }
            catch (Exception error)
            {
                failed[seed] = error;
            }
        });
        Assert.True(failed.IsEmpty, string.Join('\n', failed.OrderBy(f => f.Key).Take(3).Select(f =>
            $"Seed {f.Key} fails. See it happen with:  {Variable}={f.Key} dotnet test tests/Coordinator.Tests\n{f.Value}")));
    }

    [Fact]
    public void Should_not_be_told_an_attempt_before_it_is_given_out()
    {
        var given = Assert.Single(_campaign.Pull("n1", 1, 1));
        var next = new AttemptId(given.Attempt.Value + 1);
        var reply = _campaign.Send(Offer("n2", 2, 1, new HeldAttempt(Id, new ItemIndex(5), next, AttemptPhase.Running, 0)));
        Assert.Equal([next], Assert.IsType<TrainerCommands.Abandon>(reply[0]).Attempts);
        Assert.Equal(next, Assert.Single(Assert.IsType<TrainerCommands.Assign>(reply[1]).Items).Attempt);
    }

    [Fact]
    public void Should_put_back_the_item_that_was_given_and_not_the_one_that_is_named()
    {
        var given = Assert.Single(_campaign.Pull("n1", 1, 1));
        _campaign.Send(new CampaignCommands.Cancel(Id));
        _campaign.Pull("n1", 1, 0, _campaign.Held(given) with { Item = new ItemIndex(1_000_000) });
        _campaign.Send(new CampaignCommands.Resume(Id));
        Assert.Equal(given.Item, Assert.Single(_campaign.Pull("n1", 1, 1)).Item);
    }

    [Fact]
    public void Should_not_count_a_failure_against_another_item()
    {
        var given = Assert.Single(_campaign.Pull("n1", 1, 1));
        _campaign.Fail(given with { Item = new ItemIndex(7) });
        _campaign.Fail(given with { Item = new ItemIndex(7) }, FailureKind.InputUnusable);
        Assert.Equal((CampaignPhase.Running, 0), (_campaign.Facts.Phase, _campaign.Facts.Failures.Count));
    }

    [Fact]
    public void Should_not_store_a_result_of_another_shape()
    {
        var given = Assert.Single(_campaign.Pull("n1", 1, 1));
        var other = Specs.Result(_campaign.Spec with { Epochs = 9 }, given.Item.Value, given.Attempt);
        _campaign.Send(other);
        Assert.Equal(0, _campaign.Facts.Done.Count);
        Assert.Contains("9 epochs", _campaign.Facts.Failures[given.Item.Value].Error);
    }

    private CampaignId Id => CampaignId.Of(_campaign.Spec);

    private static CampaignInternals.Offer Offer(string node, int slots, int free, params HeldAttempt[] held) =>
        new(new CoordinatorCommands.Pull(new NodeId(node), slots, free, held), 0, MayAssign: true, MayCopy: true);

    // The driver checks the campaign's invariants after every message.
    private static void Live(int seed)
    {
        var random = new Random(seed);
        var spec = Specs.Campaign();
        var id = CampaignId.Of(spec);
        var campaign = new CampaignDriver(spec, new DispatchSettings { FailureLimit = 1 + random.Next(3) });
        var given = new List<Assignment>();
        for (var step = 0; step < 100; step++)
        {
            campaign.Now += TimeSpan.FromSeconds(random.Next(8));
            object message = random.Next(9) switch
            {
                0 => new CoordinatorCommands.ItemFailed(id, Item(), Attempt(), Node(), Kind(), "wrong"),
                1 => new CoordinatorCommands.GiveBack(id, Node(), [.. Few().Select(_ => new GivenBack(Item(), Attempt()))]),
                2 => Specs.Result(spec, Item().Value, Attempt(), Node().Value) with { NumericsVersion = 1 + random.Next(2) },
                3 => new CampaignInternals.Tick(),
                4 => random.Next(10) switch
                {
                    0 => new CampaignCommands.Cancel(id),
                    1 => new CampaignCommands.Pause(id),
                    2 => new CampaignCommands.Retry(id),
                    _ => new CampaignCommands.Resume(id),
                },
                _ => new CampaignInternals.Offer(
                    new CoordinatorCommands.Pull(Node(), random.Next(4), random.Next(1025), [.. Few().Select(_ => Held())]),
                    random.Next(3), random.Next(4) > 0, random.Next(2) == 0, random.Next(3) == 0 ? 1 : PullRoute.Unlimited),
            };
            given.AddRange(campaign.Send(message).OfType<TrainerCommands.Assign>().SelectMany(assign => assign.Items));
            if (random.Next(60) == 0) campaign.Restart();
        }

        IEnumerable<int> Few() => Enumerable.Range(0, random.Next(6));
        NodeId Node() => new($"n{random.Next(3)}");
        FailureKind Kind() => (FailureKind)(1 + random.Next(3));
        ItemIndex Item() => new(random.Next(8) switch
        {
            0 => long.MaxValue,
            1 => spec.Grid.Items,
            2 => -1,
            _ => random.NextInt64(spec.Grid.Items),
        });
        AttemptId Attempt() => random.Next(4) switch
        {
            0 => new AttemptId(random.NextInt64()),
            1 => AttemptId.Of(1 + random.Next(4), (uint)random.Next(100)),
            _ => given.Count == 0 ? new AttemptId(0) : given[random.Next(given.Count)].Attempt,
        };
        HeldAttempt Held() => new(
            random.Next(5) == 0 ? new CampaignId("other") : id, Item(), Attempt(), (AttemptPhase)(1 + random.Next(3)), random.Next(1_000_001))
        {
            ContinuedFrom = random.Next(1_000_001),
        };
    }

    private static (int First, int Last) Seeds(string? chosen)
    {
        if (string.IsNullOrEmpty(chosen)) return (0, 4_999);
        var ends = chosen.Split('-');
        return (int.Parse(ends[0], CultureInfo.InvariantCulture), int.Parse(ends[^1], CultureInfo.InvariantCulture));
    }
}
