using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Journal;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Simulation.Tests;

/// <summary>
/// Ten thousand campaigns, each with the faults that follow from its seed. CHAOS_SIMULATION_SEEDS chooses others: one seed,
/// which is then traced, or a range such as 10000-99999.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int SeedsToFindABreakage = 300;
    private const string Variable = "CHAOS_SIMULATION_SEEDS";

    [Fact]
    public void Should_complete_every_item_exactly_once_whatever_dies()
    {
        var (first, last) = Seeds(Environment.GetEnvironmentVariable(Variable));
        var trace = new List<string>();
        var failed = new ConcurrentDictionary<int, Exception>();
        var tallies = new ConcurrentBag<FaultTally>();

        Parallel.For(first, last + 1, seed =>
        {
            try
            {
                tallies.Add(Live(seed, first == last ? trace.Add : null));
            }
            catch (Exception error)
            {
                failed[seed] = error;
            }
        });

        trace.ForEach(output.WriteLine);
        var faults = tallies.Aggregate(new FaultTally(), (sum, tally) => sum + tally);
        output.WriteLine($"Survived in {tallies.Count} simulated campaigns: {faults}.");
        Assert.True(failed.IsEmpty, string.Join('\n', failed.OrderBy(f => f.Key).Take(5).Select(f =>
            $"Seed {f.Key} fails. See it happen with:  {Variable}={f.Key} dotnet test tests/Simulation.Tests "
            + $"--logger \"console;verbosity=detailed\"\n{f.Value}")));
        Assert.NotEmpty(tallies);
    }

    public static TheoryData<string> Breaks =>
        [.. typeof(Breakages).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(method => method.Name)];

    /// <summary>A simulation that cannot fail shows nothing.</summary>
    [Theory]
    [MemberData(nameof(Breaks))]
    public void Should_find_a_step_that_is_broken_on_purpose(string breakage)
    {
        var broken = typeof(Breakages).GetMethod(breakage)!.CreateDelegate<Func<NextStep, NextStep>>();
        var error = Enumerable.Range(0, SeedsToFindABreakage)
            .Select(seed => (Seed: seed, Error: Record.Exception(() => Live(seed, null, broken))))
            .FirstOrDefault(outcome => outcome.Error is not null);

        Assert.True(error.Error is not null, $"{SeedsToFindABreakage} seeds do not notice {breakage}");
        Live(error.Seed, null); // and it is the broken step that they notice
        output.WriteLine($"seed {error.Seed}: {error.Error!.Message}");
    }

    private static FaultTally Live(int seed, Action<string>? trace, Func<NextStep, NextStep>? breakage = null)
    {
        var cluster = new SimulatedCluster(seed, trace, breakage);
        for (var step = 0; step < 400; step++) cluster.Step(faults: true);
        cluster.Settle();

        var (facts, journal) = (cluster.Facts, cluster.Database.Journal);
        Assert.True(facts.IsSettled, $"{facts.Done.Count} of {facts.Done.Size} done");
        var completed = cluster.Database.Completed; // each once: the database refuses a second completion
        Assert.Equal(facts.Done.Size, completed.Count + facts.Quarantined);
        Assert.Equal(0, cluster.Unheard);
        AssertSame(cluster.Database.Replayed(), facts);
        // A search takes the same rounds to the same end, whatever dies.
        if (facts.Spec.Search is not null && facts.Phase == CampaignPhase.Completed) Assert.Equal(SimulatedSearch.End(facts.Spec), facts.Spec);
        // Whoever computed wrong meanwhile has been found out, and nothing is left of it.
        Assert.All(completed, item => Assert.Equal(cluster.RightDigest(item), cluster.Database.Rows[item].Digest));
        Assert.DoesNotContain(cluster.Database.Rows.Values, row => cluster.Database.Excluded.Contains(row.Node));
        Assert.All(facts.Cells.Values, cell => Assert.Equal(0.1, cell.MeanLambda, 1e-12));
        Assert.All(completed, item => Assert.False(cluster.Throwing.Contains(cluster.ContentOf(item)) || cluster.Deadly.Contains(cluster.ContentOf(item))));
        // Whatever else is quarantined had its trainer lost under it as often as that takes.
        foreach (var failed in facts.Failures.Values.Where(f => !cluster.Throwing.Contains(cluster.ContentOf(f.Item.Value))))
        {
            var lost = journal.Skip(journal.FindLastIndex(e => e is CampaignEvents.CampaignExtended) + 1).OfType<CampaignEvents.AttemptFailed>()
                .Count(e => e.Item == failed.Item && e.Kind == FailureKind.TrainerLost);
            Assert.True(lost >= failed.Count, $"item {failed.Item.Value}: {failed.Count} failures, {lost} trainers lost");
        }
        return cluster.Faults;
    }

    /// <summary>What the coordinator believes is what the journal says.</summary>
    private static void AssertSame(CampaignFacts journal, CampaignFacts facts)
    {
        Assert.Equal(journal.Done.ToBytes(), facts.Done.ToBytes());
        Assert.Equal(journal.Failures, facts.Failures);
        Assert.Equal((journal.Term, journal.Stance, journal.Quarantined), (facts.Term, facts.Stance, facts.Quarantined));
        Assert.Equal(journal.Cells.Values.Sum(cell => cell.Done), facts.Cells.Values.Sum(cell => cell.Done));
    }

    private static (int First, int Last) Seeds(string? chosen)
    {
        if (string.IsNullOrEmpty(chosen)) return (0, 9_999);
        var ends = chosen.Split('-');
        return (int.Parse(ends[0], CultureInfo.InvariantCulture), int.Parse(ends[^1], CultureInfo.InvariantCulture));
    }
}
