using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests;

/// <summary>Every snippet of docs/python.md, taken from the document and run.</summary>
[Collection(ExportedCampaign.Name)]
public sealed class PythonDocsTests(ExportedCampaign campaign)
{
    private static readonly string[] Rare = ["torch", "pyarrow"];

    [Fact]
    public void Should_have_a_test_for_every_snippet() =>
        Assert.Equal((7, 1, 1), (PythonDocument.Blocks("python").Count, Of("torch").Count(), Of("pyarrow").Count()));

    [PythonFact("pandas h5py matplotlib")]
    public async Task Should_read_and_plot_results()
    {
        var said = await RunAsync(Python.With("pandas", "h5py", "matplotlib")!, PythonDocument.Blocks("python").Where(block => !Rare.Any(package => Uses(block, package))));
        Assert.Contains("4 items\n", said);
        Assert.Contains("chaos", said);
        Assert.Contains("0.1 (1, 2, 2, 21)", said);
        Assert.True(new FileInfo(Path.Combine(campaign.Start, "lambda.pdf")).Length > 1000);
    }

    [PythonFact("pandas pyarrow")]
    public async Task Should_read_parquet() => Assert.Contains("eta", await RunAsync(Python.With("pandas", "pyarrow")!, Of("pyarrow")));

    [PythonFact("torch h5py")]
    public async Task Should_replay_a_pair() => Assert.Contains("d(t) differs by ", await RunAsync(Python.With("torch", "h5py")!, Of("torch")));

    private static IEnumerable<string> Of(string package) => PythonDocument.Blocks("python").Where(block => Uses(block, package));

    private static bool Uses(string block, string package) => block.Contains($"import {package}\n", StringComparison.Ordinal);

    private Task<string> RunAsync(string python, IEnumerable<string> blocks) => Python.RunAsync(python, campaign.Start, string.Join('\n', blocks));
}
