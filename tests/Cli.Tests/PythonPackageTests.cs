using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests;

/// <summary>The Python package on a folder that <c>chaos run</c> has written.</summary>
[Collection(ExportedCampaign.Name)]
public sealed class PythonPackageTests(ExportedCampaign campaign)
{
    private const string Session = """
        run = Run("runs/quick")
        assert run.name == "quick", run.name
        assert run.finished() == [0, 1, 2, 3], run.finished()
        assert run.specification()["name"] == "quick"
        assert run.verdict()["schema"] == "chaos/verdict/1"
        cells, items = run.cells(), run.items()
        assert len(items) == 4 and len(cells) == 2
        d = run.series(0, "distance")
        assert len(d) == 2 and len(d[0]) == 21 and all(value > 0 for value in d[1]), d
        assert len(run.series(0, "accuracy")[0]) == 21
        losses = run.series(3, "loss")
        assert [len(row) for row in losses] == [20, 20, 20]
        for item, name in ((99, "loss"), (0, "nothing")):
            try:
                run.series(item, name)
                raise AssertionError("no error")
            except ChaosError as error:
                assert "runs/quick: item" in str(error), error
        try:
            Run("nowhere")
            raise AssertionError("no error")
        except ChaosError as error:
            assert "found no chaos.db" in str(error), error

        """;

    [PythonFact("pandas")]
    public async Task Should_read_a_folder_into_frames_and_arrays() => Assert.Contains("all well", await RunAsync("pandas", "", """
        import numpy, pandas
        assert isinstance(cells, pandas.DataFrame) and isinstance(d, numpy.ndarray) and d.shape == (2, 21)
        assert set(cells["eta"]) == {0.1, 1.0}, cells
        print("all well")
        """));

    [PythonFact("sqlite3")]
    public async Task Should_read_a_folder_with_nothing_but_the_standard_library() => Assert.Contains("all well", await RunAsync(
        "sqlite3", "import sys; sys.modules['pandas'] = sys.modules['numpy'] = None", """
        assert sorted({row["eta"] for row in cells}) == [0.1, 1], cells
        assert isinstance(items[0]["seed"], int)
        print("all well")
        """));

    private Task<string> RunAsync(string package, string before, string after) => Python.RunAsync(
        Python.With(package)!, campaign.Start,
        $"{before}\nimport sys; sys.path.insert(0, {Quoted(Path.Combine(Repository.Root, "python"))})\nfrom chaos_actors import ChaosError, Run\n{Session}\n{after}\n");

    private static string Quoted(string path) => $"'{path.Replace("'", "\\'", StringComparison.Ordinal)}'";
}
