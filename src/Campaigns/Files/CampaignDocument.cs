using System.Text;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Campaigns.Files;

/// <summary>A campaign and where in its file everything stands.</summary>
public sealed class CampaignDocument
{
    private readonly CampaignFileNode _root;

    internal CampaignDocument(string path, string text, CampaignSpec campaign, CampaignFileNode root) =>
        (Path, Text, Campaign, _root) = (path, text, campaign, root);

    /// <summary>The file, as the user named it.</summary>
    public string Path { get; }

    /// <summary>Its text, as it was when it was read.</summary>
    public string Text { get; }

    /// <summary>What it says.</summary>
    public CampaignSpec Campaign { get; }

    /// <summary>
    /// Its text with other paths to the user's data files, everything else as it is: so that it means the same elsewhere.
    /// </summary>
    /// <param name="place">What is to stand instead of a path, which is given in full.</param>
    public string TextWith(Func<string, string> place)
    {
        var text = new StringBuilder(Text);
        var files = Campaign.Tasks.SelectMany((task, k) => Files(task, _root.At("tasks") is var tasks && tasks != _root
            ? tasks is CampaignFileList list ? list.Items[k] : tasks
            : _root.At("task")));
        foreach (var (node, path) in files.OrderByDescending(file => file.Node.Start.Index))
        {
            text.Remove((int)node.Start.Index, (int)(node.End.Index - node.Start.Index));
            text.Insert((int)node.Start.Index, $"'{place(path).Replace("'", "''", StringComparison.Ordinal)}'");
        }
        return text.ToString();
    }

    // Of several files of one field, which stand in a list, each has its item.
    private static IEnumerable<(CampaignFileScalar Node, string Path)> Files(TaskSpec task, CampaignFileNode node) =>
        task.Files is null
            ? []
            : task.Files.Paths().GroupBy(file => file.Field).SelectMany(field =>
                field.Select((file, k) => ((CampaignFileScalar)node.At($"{task.Files.Word()}.{field.Key}[{k}]"), file.Path)));

    /// <summary>What is wrong with it only where it meets its data.</summary>
    /// <param name="field">The field, such as <c>architectures[0]</c>.</param>
    /// <param name="message">What was found, and what was expected.</param>
    public CampaignFileException Misfit(string field, string message)
    {
        var place = _root.At(field).Start;
        return new CampaignFileException(Path, [new CampaignFileProblem((int)place.Line, (int)place.Column, field, message)]);
    }
}
