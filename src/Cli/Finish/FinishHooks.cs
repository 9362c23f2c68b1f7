using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Chaos.Actors.Api;
using Chaos.Actors.Cli.Screens;

namespace Chaos.Actors.Cli.Finish;

/// <summary>The flags with which a command that follows a campaign tells others of its end; neither changes how it ends.</summary>
internal sealed class FinishHooks
{
    // A receiver that is slow is as good as none: the results are there, and nobody waits for a message about them.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Option<string?> _command = new("--on-finish")
    {
        Description = "when it ends, run a command in a shell with CHAOS_CAMPAIGN, CHAOS_STATE and CHAOS_FOLDER set",
        HelpName = "CMD",
    };

    private readonly Option<string?> _address = new("--webhook")
    {
        Description = "when it ends, POST a JSON object to this address, once",
        HelpName = "URL",
    };

    /// <summary>Adds the flags to a command.</summary>
    public FinishHooks(Command command)
    {
        command.Add(_command);
        command.Add(_address);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_address) is { } text && !(Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
                result.AddError($"--webhook: found {text}, expected an address that begins with http:// or https://");
        });
    }

    /// <summary>Runs the command and tells the address, if there are any. Failures are warnings.</summary>
    public async Task TellAsync(ParseResult parsed, FinishNotice notice)
    {
        if (parsed.GetValue(_address) is { } address) await PostAsync(new Uri(address), notice);
        if (parsed.GetValue(_command) is { } command) await RunAsync(command, notice);
    }

    private static async Task PostAsync(Uri address, FinishNotice notice)
    {
        try
        {
            using var client = new HttpClient { Timeout = Patience };
            using var answer = await client.PostAsJsonAsync(address, notice, ApiJson.Options);
            if (!answer.IsSuccessStatusCode) Warn($"answered {((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture)}");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            Warn(e is TaskCanceledException ? $"no answer within {Patience.TotalSeconds:0} s" : e.Message);
        }

        void Warn(string reason) => Screen.Message($"warning: --webhook {address.GetLeftPart(UriPartial.Path)}: {reason}");
    }

    private static async Task RunAsync(string command, FinishNotice notice)
    {
        try
        {
            // stdout is for results alone.
            var start = OperatingSystem.IsWindows() ? new ProcessStartInfo("cmd", ["/c", command]) : new ProcessStartInfo("/bin/sh", ["-c", $"{{ {command}\n}} >&2"]);
            start.Environment["CHAOS_CAMPAIGN"] = notice.Campaign;
            start.Environment["CHAOS_STATE"] = notice.State;
            start.Environment["CHAOS_FOLDER"] = notice.Folder ?? "";
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync();
            if (process.ExitCode != 0) Screen.Message($"warning: --on-finish: the command ended with {process.ExitCode}");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            Screen.Message($"warning: --on-finish: {e.Message}");
        }
    }
}
