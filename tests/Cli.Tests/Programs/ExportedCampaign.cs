namespace Chaos.Actors.Cli.Tests.Programs;

/// <summary>A small campaign called quick, exported in every format, and a pair: what docs/python.md begins with.</summary>
[CollectionDefinition(Name)]
public sealed class ExportedCampaign : IAsyncLifetime, ICollectionFixture<ExportedCampaign>
{
    /// <summary>Tests of this collection share it.</summary>
    public const string Name = "exported campaign";

    private readonly Workplace _place = new();

    /// <summary>Where its commands were given; the data that ship with the program lie in it.</summary>
    public string Start => _place.Folder;

    public string Folder => _place.File("runs", "quick");

    public string File(string name) => Path.Combine(Folder, name);

    public async ValueTask InitializeAsync()
    {
        Directory.CreateSymbolicLink(_place.File("data"), Path.Combine(AppContext.BaseDirectory, "data"));
        await RunAsync("run", _place.WriteIris("quick.yaml"));
        // All but the campaign itself, which takes a minute, as the document says.
        foreach (var command in PythonDocument.Blocks("sh").SelectMany(block => block.Split('\n')).Where(line => line.StartsWith("./chaos ", StringComparison.Ordinal)).Skip(1))
            await RunAsync(command["./chaos ".Length..].Split(' '));
    }

    public ValueTask DisposeAsync()
    {
        _place.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task RunAsync(params string[] arguments)
    {
        var outcome = await ChaosProgram.RunAsync(_place.Folder, arguments);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
    }
}
