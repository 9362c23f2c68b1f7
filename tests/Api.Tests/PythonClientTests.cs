using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Api.Tests;

/// <summary>The Python package against a real coordinator: a session as docs/python.md has it.</summary>
[Collection(ApiCollection.Name)]
public sealed class PythonClientTests(ApiCluster cluster) : IDisposable
{
    private const string Session = """
        import math, os
        from chaos_actors import ChaosError, Client, Refused, Unreachable

        client = Client("http://127.0.0.1:1," + SERVER, TOKEN)  # the first one is not there
        with open("rows.csv", "w") as file:
            file.write("a,b,species\n")
            for k in range(60):
                file.write(f"{math.sin(k)},{math.cos(3 * k)},{'setosa' if math.sin(k) > 0 else 'other'}\n")
        rows = client.put_data("rows.csv")
        assert rows.startswith("sha256:") and rows.endswith("/rows.csv"), rows
        assert client.put_data("rows.csv") == rows

        seen = []
        campaign = client.submit(f'''
        name: python
        task: {{csv: {{train: '{rows}', label: species}}}}
        architectures: [{{hidden: [4], activation: tanh}}]
        learningRates: [0.1, 1]
        seeds: 3
        epochs: 20
        thresholds: [0.6]
        '''.replace("\n        ", "\n")).wait(timeout=120, progress=seen.append)
        assert seen[-1]["done"] == 6 and seen[-1]["state"] == "finished", seen[-1]
        cells, items = campaign.cells(), campaign.items()
        assert len(cells) == 2 and len(items) == 6
        assert len(campaign.items("failed")) == 0
        d = campaign.series(0, "distance")
        assert len(d[0]) == 21
        assert campaign.verdict()["schema"] == "chaos/verdict/1"
        assert [kind for kind, _ in campaign.events()][-1] == "settled"
        stem = campaign.figures()[0]
        for kind, magic in (("png", b"\x89PNG"), ("svg", b"<"), ("pdf", b"%PDF")):
            campaign.figure(stem, f"figure.{kind}")
            assert open(f"figure.{kind}", "rb").read().startswith(magic)
        campaign.report("report.html")
        campaign.export("csv.zip", "csv.zip")
        assert not any(name.endswith(".partial") for name in os.listdir("."))

        for wrong, status in ((lambda: client.campaign("nowhere"), 404), (lambda: client.submit("name: bad\ntask: irs\n"), 422),
                              (lambda: Client(SERVER, "no token").campaigns(), 401), (lambda: campaign.figure("nothing", "x.png"), 404)):
            try:
                wrong()
                raise AssertionError("no error")
            except Refused as error:
                assert error.status == status, error
        try:
            client.submit("name: bad\ntask: irs\n")
        except Refused as error:
            assert error.errors[-1]["line"] == 2 and str(error).count("bad.yaml:2:7: task") == 1, error
        try:
            Client("http://127.0.0.1:1").campaigns()
            raise AssertionError("no error")
        except Unreachable as error:
            assert "127.0.0.1:1" in str(error)
        campaign.delete()

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("chaos-python-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [PythonFact("pandas")]
    public async Task Should_submit_wait_and_plot_with_pandas() => Assert.Contains("all well", await RunAsync("pandas", "", """
        import pandas
        assert isinstance(cells, pandas.DataFrame) and d.shape == (5, 21), d.shape
        assert list(cells["learningRate"]) == [0.1, 1.0]
        assert items["lambda"].notna().all() and len(set(items["digest"])) == 6, items
        print("all well")
        """));

    [PythonFact("ssl")]
    public async Task Should_submit_and_wait_with_nothing_but_the_standard_library() => Assert.Contains("all well", await RunAsync(
        "ssl", "import sys; sys.modules['pandas'] = sys.modules['numpy'] = None", """
        assert [row["learningRate"] for row in cells] == [0.1, 1.0]
        assert len({row["digest"] for row in items}) == 6
        print("all well")
        """));

    private Task<string> RunAsync(string package, string before, string after) => Python.RunAsync(
        Python.With(package)!, _folder,
        $"{before}\nimport sys; sys.path.insert(0, '{Path.Combine(Repository.Root, "python")}')\n"
        + $"SERVER, TOKEN = '{cluster.Address.GetLeftPart(UriPartial.Authority)}', '{cluster.Writer.DefaultRequestHeaders.Authorization!.Parameter}'\n"
        + $"{Session}\n{after}\n");
}
