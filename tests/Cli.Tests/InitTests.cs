using System.Text.Json;
using System.Text.RegularExpressions;
using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests;

/// <summary>A campaign file to begin with.</summary>
public sealed class InitTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("iris", "")]
    [InlineData("mnist", "")]
    [InlineData("classes.csv", "csv: {train: 'classes.csv', standardise: true}")]
    [InlineData("numbers.csv", "csv: {train: 'numbers.csv', target: real, standardise: all}")]
    public async Task Should_write_a_file_that_is_good_at_once(string task, string text)
    {
        var rows = Enumerable.Range(0, 40).Select(k => (A: k * 7 % 11 / 10.0, B: k * 3 % 13 / 10.0)).ToList();
        _place.Write("classes.csv", "a,b,y\n" + string.Concat(rows.Select(row => $"{row.A},{row.B},{(row.A > row.B ? "up" : "down")}\n")));
        _place.Write("numbers.csv", "a,b,y\n" + string.Concat(rows.Select(row => $"{row.A},{row.B},{row.A - 2.5 * row.B}\n")));

        var written = await ChaosProgram.RunAsync(_place.Folder, "init", "mine.yaml", "--task", task);
        var checkedFile = await ChaosProgram.RunAsync(_place.Folder, "validate", "mine.yaml");

        Assert.True(written.ExitCode == 0, written.ToString());
        Assert.Equal("mine.yaml\n", written.Output);
        Assert.Contains("chaos run mine.yaml", written.Messages);
        Assert.True(checkedFile.ExitCode == 0, checkedFile.ToString());
        Assert.DoesNotContain("warning", checkedFile.Output);
        Assert.Contains(text, await File.ReadAllTextAsync(_place.File("mine.yaml")));
    }

    [Fact]
    public async Task Should_have_every_field_and_let_each_be_taken_as_it_stands()
    {
        await ChaosProgram.RunAsync(_place.Folder, "init", "mine.yaml");
        var text = await File.ReadAllTextAsync(_place.File("mine.yaml"));
        var schema = JsonDocument.Parse(Repository.Text("docs", "campaign.schema.json")).RootElement.GetProperty("properties");
        // Short forms of others.
        var fields = schema.EnumerateObject().Select(field => field.Name).Except(["tasks", "accuracies", "functions"]).ToList();

        foreach (var field in fields)
        {
            if (Regex.IsMatch(text, $"^{field}:", RegexOptions.Multiline)) continue;
            var taken = Regex.Replace(text, $"^# ({field}: .*)$", "$1", RegexOptions.Multiline);
            Assert.True(taken != text, $"{field} is missing");
            CampaignFile.Read(_place.File(_place.Write($"{field}.yaml", taken.Replace("name: mine", $"name: {field}"))));
        }
    }

    [Fact]
    public async Task Should_replace_nothing()
    {
        _place.Write("mine.yaml", "precious");
        var outcome = await ChaosProgram.RunAsync(_place.Folder, "init", "mine.yaml");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("mine.yaml: is there already", outcome.Messages);
        Assert.Equal("precious", await File.ReadAllTextAsync(_place.File("mine.yaml")));
    }

    [Theory]
    [InlineData("irsi", "did you mean iris?")]
    [InlineData("nowhere.csv", "expected one of mnist, iris, wine, breast-cancer, digits or a CSV file")]
    public async Task Should_name_a_task_that_is_none(string task, string message)
    {
        var outcome = await ChaosProgram.RunAsync(_place.Folder, "init", "mine.yaml", "--task", task);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Messages);
        Assert.False(File.Exists(_place.File("mine.yaml")));
    }
}
