using Chaos.Actors.Cli.Estimates;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.TrainerNode.Speed;

namespace Chaos.Actors.Cli.Tests.Estimates;

public sealed class CampaignEstimateTests
{
    private static readonly Architecture Small = new([4], Activation.Tanh, Initialisation.Normal);
    private static readonly Architecture Large = new([40], Activation.Tanh, Initialisation.Normal);

    [Theory]
    [InlineData(1, 10, 1)]
    [InlineData(2, 5, 1)]
    [InlineData(4, 3, 10.0 / 12)] // two waves of four, and one of two
    [InlineData(8, 2, 10.0 / 16)]
    [InlineData(10, 1, 1)]
    [InlineData(64, 1, 10.0 / 64)] // more cores than items help nobody
    public void Should_count_the_last_wave(int cores, double seconds, double used)
    {
        // 10 items of one second: 100 epochs of a hundredth each.
        var estimate = CampaignEstimate.Of(Campaign(rates: 2, seeds: 5, Small), [Speed(Small, 0.01)], cores);
        Assert.Equal(seconds, estimate.Seconds, 1e-9);
        Assert.Equal(used, estimate.Used, 1e-9);
    }

    [Fact]
    public void Should_add_what_an_item_costs_beside_its_epochs()
    {
        var speed = new SlotSpeed(1, 3, BeginSeconds: 0.25, EpochSeconds: 0.01, FinishSeconds: 0.5, ProcessorShare: 1);
        var estimate = CampaignEstimate.Of(Campaign(2, 2, Small), [new NetworkSpeed(Small.Name, speed, speed)], cores: 1);
        Assert.Equal(4 * 1.75, estimate.Seconds, 1e-9);
    }

    [Fact]
    public void Should_place_items_of_different_length_as_they_come()
    {
        // The order of the grid is S L S L: one core takes S S L, the other L, which then has nothing more to do.
        var networks = new[] { Speed(Small, 0.01), Speed(Large, 0.03) };
        var estimate = CampaignEstimate.Of(Campaign(rates: 1, seeds: 2, Small, Large), networks, cores: 2);
        Assert.Equal(5, estimate.Seconds, 1e-9);
        Assert.Equal(8.0 / 10, estimate.Used, 1e-9);
    }

    [Fact]
    public void Should_use_the_speed_measured_for_so_many_cores()
    {
        var network = new NetworkSpeed(Small.Name, Slots(1, 0.01), Slots(5, 0.02));
        Assert.Equal([1.0, 1.25, 1.5, 2, 2], new[] { 1, 2, 3, 5, 50 }.Select(cores => network.ItemSeconds(100, cores)), Near);
        Assert.Equal(0.5, network.Scaling);
    }

    [Fact]
    public void Should_take_a_grid_of_any_size()
    {
        var estimate = CampaignEstimate.Of(Campaign(rates: 7, seeds: 300_000_000, Small), [Speed(Small, 0.01)], cores: 1000);
        Assert.Equal(2_100_000, estimate.Seconds, 1.0);
        Assert.InRange(estimate.Used, 0.999, 1);
    }

    [Theory]
    [InlineData(8, 2, new[] { 1, 2, 4, 8 })]
    [InlineData(12, 6, new[] { 1, 2, 4, 6, 8, 12 })]
    [InlineData(1, 2, new[] { 1, 2 })]
    public void Should_list_powers_of_two_the_largest_and_this_machine(int largest, int here, int[] cores) =>
        Assert.Equal(cores, CampaignEstimate.CoreCounts(largest, here));

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-9;

    private static NetworkSpeed Speed(Architecture architecture, double epoch) => new(architecture.Name, Slots(1, epoch), Slots(1, epoch));

    private static SlotSpeed Slots(int slots, double epoch) => new(slots, 3, 0, epoch, 0, 1);

    private static CampaignSpec Campaign(int rates, int seeds, params Architecture[] architectures) => new()
    {
        Name = "c",
        Tasks = [new TaskSpec("iris")],
        Architectures = architectures,
        L2 = [0],
        LearningRates = [.. Enumerable.Range(1, rates).Select(rate => (double)rate)],
        Seeds = seeds,
        Epochs = 100,
        Replicas = 2,
        Epsilons = [1e-8],
        Thresholds = [0.5],
    };
}
