using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests;

/// <summary>Others are told that a campaign has ended, and the campaign ends as it would.</summary>
public sealed class FinishTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Should_run_a_command_at_the_end_that_changes_nothing()
    {
        _place.WriteIris();
        var outcome = await ChaosProgram.RunAsync(_place.Folder, "run", "iris.yaml", "--json",
            "--on-finish", "echo \"$CHAOS_CAMPAIGN|$CHAOS_STATE|$CHAOS_FOLDER\" >told; echo aloud; flock -n runs/iris/chaos.lock true && exit 7");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Equal($"iris|finished|{_place.File("runs", "iris")}\n", await File.ReadAllTextAsync(_place.File("told")));
        Assert.Contains("warning: --on-finish: the command ended with 7", outcome.Messages);
        Assert.Contains("aloud", outcome.Messages);
        using var json = JsonDocument.Parse(outcome.Output);
    }

    [Fact]
    public async Task Should_tell_of_an_interruption_too()
    {
        _place.WriteIris(seeds: 5000, epochs: 2000);
        using var program = ChaosProgram.Start(_place.Folder, "run", "iris.yaml", "--on-finish", "echo $CHAOS_STATE >told");
        await BoundedWaits.UntilAsync(() => _place.StoredItems("runs/iris") >= 1, "an item is stored", TimeSpan.FromMilliseconds(10));
        program.Signal("INT");

        Assert.Equal(4, (await program.EndAsync()).ExitCode);
        Assert.Equal("interrupted\n", await File.ReadAllTextAsync(_place.File("told")));
    }

    [Fact]
    public async Task Should_post_the_verdict_once()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var received = ReceiveAsync(listener, "204 No Content");

        var outcome = await ChaosProgram.RunAsync(_place.Folder, "run", _place.WriteIris(), "--webhook", $"http://{listener.LocalEndpoint}/hook?secret=1");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        var request = await received;
        Assert.StartsWith("POST /hook?secret=1 HTTP/1.1", request);
        var json = JsonDocument.Parse(request[request.IndexOf('{')..(request.LastIndexOf('}') + 1)]).RootElement;
        Assert.Equal(("chaos/finish/1", "iris", "finished", 4), (json.GetProperty("schema").GetString(), json.GetProperty("campaign").GetString(), json.GetProperty("state").GetString(), json.GetProperty("done").GetInt32()));
        Assert.NotEmpty(json.GetProperty("verdict")[0].GetString()!);
        Assert.DoesNotContain("warning", outcome.Messages);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task Should_warn_where_nobody_listens()
    {
        var outcome = await ChaosProgram.RunAsync(_place.Folder, "run", _place.WriteIris(), "--webhook", "http://127.0.0.1:9/hook?secret=1");
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Contains("warning: --webhook http://127.0.0.1:9/hook: ", outcome.Messages);
        Assert.DoesNotContain("secret", outcome.Messages);
    }

    [Fact]
    public async Task Should_refuse_an_address_that_is_none()
    {
        var outcome = await ChaosProgram.RunAsync(_place.Folder, "run", _place.WriteIris(), "--webhook", "somewhere");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("--webhook: found somewhere, expected an address that begins with http", outcome.Messages);
    }

    private static async Task<string> ReceiveAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        var (text, buffer) = (new StringBuilder(), new byte[65536]);
        while (!text.ToString().TrimEnd().EndsWith('}') && !text.ToString().EndsWith("0\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer);
            if (read == 0) break;
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}\r\nConnection: close\r\n\r\n"));
        return text.ToString();
    }
}
