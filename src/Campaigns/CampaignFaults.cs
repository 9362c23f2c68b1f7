using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Campaigns;

/// <summary>What is wrong with a campaign only where it meets its data.</summary>
public static class CampaignFaults
{
    /// <summary>The first fault: the field of the campaign file, and what was found there; null if there is none.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="tasks">Its data, in the order of the task axis.</param>
    public static (string Field, string Message)? Find(CampaignSpec campaign, IReadOnlyList<LearningTask> tasks) =>
        Repeated(campaign, tasks) ?? Misfit(campaign, tasks);

    // Their items would be the same, and each is computed once.
    private static (string Field, string Message)? Repeated(CampaignSpec campaign, IReadOnlyList<LearningTask> tasks)
    {
        for (var k = 1; k < tasks.Count; k++)
        {
            var same = tasks.Take(k).ToList().FindIndex(task => task.ContentHash == tasks[k].ContentHash);
            if (same >= 0)
            {
                return ($"tasks[{k}]",
                    $"{campaign.Tasks[k].Title} holds the same data as tasks[{same}], {campaign.Tasks[same].Title}; leave one of them out");
            }
        }
        return null;
    }

    private static (string Field, string Message)? Misfit(CampaignSpec campaign, IReadOnlyList<LearningTask> tasks)
    {
        for (var a = 0; a < campaign.Architectures.Count; a++)
        {
            foreach (var task in tasks)
            {
                var network = $"architectures[{a}]";
                switch (Fault(campaign, campaign.Architectures[a], task))
                {
                    case (null, var fault):
                        return (network, $"on {task.Name}: {fault}");
                    case ({ } field, var fault):
                        return (field, $"{network} on {task.Name}: {fault}");
                }
            }
        }
        return null;
    }

    // The field is null where it is the network itself.
    private static (string? Field, string Message)? Fault(CampaignSpec campaign, Architecture architecture, LearningTask task)
    {
        try
        {
            var (layout, item) = (architecture.Plan(task.Shape, task.Outputs).Parameters, campaign.Grid.Item(0));
            return campaign.Momenta.Select(momentum => (item with { Momentum = momentum }).Fault(layout, task.HasRealTargets))
                .FirstOrDefault(found => found is not null);
        }
        catch (ArchitectureException e)
        {
            return (null, e.Message);
        }
    }
}
