using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.TrainerNode.Tests;

/// <summary>Campaigns for tests.</summary>
internal static class Specs
{
    public static CampaignSpec Campaign(string name, int rates = 4, int seeds = 5, int epochs = 20) => new()
    {
        Name = name,
        Tasks = [new TaskSpec("iris")],
        Architectures = [new Architecture([3], Activation.Tanh, Initialisation.Normal)],
        L2 = [0],
        LearningRates = [.. Enumerable.Range(1, rates).Select(rate => (double)rate)],
        Seeds = seeds,
        Epochs = epochs,
        Replicas = 2,
        Epsilons = [1e-8],
        Thresholds = [0.5, 0.99],
    };
}
