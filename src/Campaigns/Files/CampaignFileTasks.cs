using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Campaigns.Files;

/// <summary>The axis of tasks: <c>tasks</c>, one or a list, or its short form <c>task</c>.</summary>
internal static class CampaignFileTasks
{
    /// <summary>The tasks in the file's order, or null (reported).</summary>
    /// <param name="fields">The campaign's.</param>
    /// <param name="train">Training samples of tasks that do not say it themselves.</param>
    /// <param name="test">The same of test samples.</param>
    /// <param name="folder">What paths are relative to.</param>
    /// <param name="problems">Where problems go.</param>
    public static IReadOnlyList<TaskSpec>? Read(
        CampaignFileFields fields, int? train, int? test, string folder, CampaignFileProblems problems)
    {
        var expected = "one of " + string.Join(", ", CampaignFileTask.Shipped);
        var (field, node) = fields.Optional("tasks") is { } several ? ("tasks", several) : ("task", fields.Required("task", expected));
        if (node is null) return null;
        if (field == "tasks" && fields.Optional("task") is { } single)
        {
            problems.Add(single.Start, "task", "found task and tasks, expected one of them (task is the short form)");
            return null;
        }
        if (node is not CampaignFileList list || field == "task")
            return CampaignFileTask.Read(node, field, folder, problems) is { } one ? [Sized(one)] : null;
        if (list.Items.Count is 0 or > CampaignLimits.Tasks)
        {
            problems.Add(node.Start, field, $"found {list.Items.Count} tasks, expected 1 to {CampaignLimits.Tasks}");
            return null;
        }
        var tasks = new List<TaskSpec>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < list.Items.Count; i++)
        {
            var path = $"{field}[{i}]";
            if (CampaignFileTask.Read(list.Items[i], path, folder, problems) is not { } read) continue;
            var task = Sized(read);
            if (places.TryAdd(task.Title, i))
                tasks.Add(task);
            else
                problems.Add(
                    list.Items[i].Start, path,
                    $"found {task.Title} again, it is {field}[{places[task.Title]}] already; a name tells tasks apart: {{name: other, csv: {{…}}}}");
        }
        return tasks.Count == list.Items.Count ? tasks : null;

        TaskSpec Sized(TaskSpec task) => task with { Train = task.Train ?? train, Test = task.Test ?? test };
    }
}
