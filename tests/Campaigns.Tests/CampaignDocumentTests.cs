using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Campaigns.Tests;

/// <summary>Campaign files whose data files go elsewhere.</summary>
public sealed class CampaignDocumentTests : IDisposable
{
    private const string Rest = """
        architectures: [{hidden: [4], activation: tanh}]
        learningRates: [0.1, 1]   # the axis
        seeds: 2
        epochs: 3
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("chaos-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("task: {csv: {train: rows.csv, test: more.csv, label: y}} # mine\n")]
    [InlineData("task:\n  csv:\n    train: rows.csv   # the rows\n    test: \"more.csv\"\n    label: y\n")]
    [InlineData("tasks: {csv: {train: 'rows.csv', test: ./more.csv, label: y}}\n")]
    [InlineData("tasks:\n- {csv: {train: it's.csv, test: more.csv, label: y}}\n- iris\n- name: second\n  csv: {train: rows.csv}\n")]
    [InlineData("task: {cifar: {train: [a.bin, 'b.bin',   c.bin], test: t.bin}}\n")]
    [InlineData("task: {cifar: {train: a.bin, test: t.bin}}\n")]
    [InlineData("task: {idx: {trainImages: a, trainLabels: b, testImages: c, testLabels: d}}\n")]
    [InlineData("tasks: [mnist, iris]\n")]
    public void Should_put_another_place_for_every_data_file_and_change_nothing_else(string tasks)
    {
        var document = Read(tasks + Rest);
        var text = document.TextWith(path => new DataReference(new string('a', 64), Path.GetFileName(path)).ToString());
        var moved = Read(text);
        Assert.Equal(document.Campaign.Tasks.Count, moved.Campaign.Tasks.Count);
        foreach (var (task, before) in moved.Campaign.Tasks.Zip(document.Campaign.Tasks))
        {
            Assert.Equal(before with { Files = task.Files }, task);
            Assert.Equal(
                before.Files?.Paths().Select(file => (file.Field, $"sha256:{new string('a', 64)}/{Path.GetFileName(file.Path)}")),
                task.Files?.Paths());
        }
        Assert.Equal(document.Campaign with { Tasks = moved.Campaign.Tasks }, moved.Campaign);
        Assert.Equal(Comments(tasks + Rest), Comments(text));
    }

    [Fact]
    public void Should_refuse_a_reference_that_names_nothing()
    {
        var error = Assert.Throws<CampaignFileException>(() => Read("task: {csv: {train: 'sha256:12', label: y}}\n" + Rest));
        var problem = Assert.Single(error.Problems);
        Assert.Equal((1, 21, "task.csv.train"), (problem.Line, problem.Column, problem.Field));
        Assert.Contains("64 hexadecimal digits", problem.Message);
    }

    [Fact]
    public void Should_call_a_task_without_a_name_by_its_hash() => Assert.Equal(
        "abababab", Assert.Single(Read($"task: {{csv: {{train: 'sha256:{string.Concat(Enumerable.Repeat("ab", 32))}'}}}}\n" + Rest).Campaign.Tasks).Name);

    private CampaignDocument Read(string text)
    {
        var path = Path.Combine(_folder, "campaign.yaml");
        File.WriteAllText(path, text);
        return CampaignFile.Read(path);
    }

    private static string[] Comments(string text) => [.. text.Split('\n').Where(line => line.Contains('#')).Select(line => line[line.IndexOf('#')..])];
}
