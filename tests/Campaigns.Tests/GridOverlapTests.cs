using CsCheck;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Campaigns.Tests;

/// <summary>What two grids have in common is what has the same key.</summary>
public sealed class GridOverlapTests
{
    private static readonly string[] Names = ["iris", "wine", "digits"];
    private static readonly Architecture[] Networks =
        [.. Enumerable.Range(1, 3).Select(units => new Architecture([units], Activation.Tanh, Initialisation.Normal))];

    private static readonly Gen<CampaignSpec> Campaigns =
        from tasks in Some(Names)
        from networks in Some(Networks)
        from l2 in Some(0, 0.1)
        from momenta in Some(0, 0.9)
        from epsilons in Some(1e-8, 1e-6)
        from rates in Some(0.1, 1.0, 5.0)
        from first in Gen.Int[0, 3]
        from seeds in Gen.Int[1, 3]
        from epochs in Gen.Frequency((9, Gen.Const(10)), (1, Gen.Const(11)))
        from replicas in Gen.Frequency((9, Gen.Const(2)), (1, Gen.Const(3)))
        select new CampaignSpec
        {
            Name = "c",
            Tasks = [.. tasks.Select(name => new TaskSpec(name))],
            Architectures = networks,
            L2 = l2,
            Momenta = momenta,
            Epsilons = epsilons,
            LearningRates = rates,
            FirstSeed = first,
            Seeds = seeds,
            Epochs = epochs,
            Replicas = replicas,
            Thresholds = [0.5],
        };

    [Fact]
    public void Should_map_an_item_to_the_one_with_its_key_and_no_other() => Gen.Select(Campaigns, Campaigns).Sample(pair =>
    {
        var (from, to) = pair;
        var overlap = GridOverlap.Between(from, Contents(from), to, Contents(to));
        var places = Enumerable.Range(0, (int)to.Grid.Items).ToDictionary(item => ItemKey.Of(to, Contents(to), 1, item), item => (long?)item);
        var shared = 0;
        for (long item = 0; item < from.Grid.Items; item++)
        {
            var expected = places.GetValueOrDefault(ItemKey.Of(from, Contents(from), 1, item));
            Assert.Equal(expected, overlap.Map(item));
            shared += expected is null ? 0 : 1;
        }
        Assert.Equal(shared, overlap.SharedItems);
    });

    [Fact]
    public void Should_tell_tasks_by_their_content_and_not_by_their_names()
    {
        var a = Samples.Campaign with { Tasks = [.. Samples.Campaign.Tasks.Take(2)], CellSeeds = null };
        var b = a with { Tasks = [new TaskSpec("other"), a.Tasks[1]] };
        Assert.Equal(a.Grid.Items, GridOverlap.Between(a, TaskContents.Of("1", "2"), b, TaskContents.Of("1", "2")).SharedItems);
        Assert.Equal(a.Grid.Items / 2, GridOverlap.Between(a, TaskContents.Of("1", "2"), a, TaskContents.Of("3", "2")).SharedItems);
    }

    private static TaskContents Contents(CampaignSpec spec) => TaskContents.Of(spec.Tasks.Select(task => task.Name));

    // A part of the values, in any order.
    private static Gen<T[]> Some<T>(params T[] values) => Gen.Shuffle(values).SelectMany(all => Gen.Int[1, all.Length].Select(count => all[..count]));
}
