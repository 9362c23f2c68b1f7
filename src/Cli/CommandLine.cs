using System.CommandLine;
using System.CommandLine.Help;
using Chaos.Actors.Cli.Commands;
using Chaos.Actors.Cli.Outputs;
using Chaos.Actors.Cli.PairFiles;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Cluster.Settings;
using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Cli;

/// <summary>The program: its commands, and what becomes of their errors.</summary>
internal static class CommandLine
{
    private const string DebugVariable = "CHAOS_DEBUG";

    /// <summary>Runs the command the arguments name.</summary>
    /// <returns>The exit status, see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var result = Root().Parse(args);
        if (result.Errors.Count > 0)
        {
            foreach (var error in result.Errors.DistinctBy(error => error.Message)) Screen.Message("chaos: " + error.Message);
            Screen.Message($"Try `chaos{Path(result)} --help`.");
            return ExitCode.BadInput;
        }
        try
        {
            // Signals are each command's business: a campaign has work to put away first.
            return await result.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = StandardStreams.Output,
                Error = StandardStreams.Error,
            });
        }
        catch (Exception e)
        {
            return Report(e);
        }
    }

    /// <summary>The commands.</summary>
    public static RootCommand Root()
    {
        var root = new RootCommand("Measures chaos in the training of neural networks: exponents, training times and where they meet.")
        {
            RunCommand.Create(),
            OnsetCommand.Create(),
            ResumeCommand.Create(),
            StatusCommand.Create(),
            ExportCommand.Create(),
            ReportCommand.Create(),
            CompareCommand.Create(),
            VerifyCommand.Create(),
            ValidateCommand.Create(),
            BenchCommand.Create(),
            PairCommand.Create(),
            SubmitCommand.Create(),
            ListCommand.Create(),
            WatchCommand.Create(),
            OwnerCommand.Pause(),
            OwnerCommand.Cancel(),
            ResumeCommand.Retry(),
            NodeTrustCommand.Exclude(),
            NodeTrustCommand.Include(),
            NodeCommand.Coordinator(),
            NodeCommand.Trainer(),
            CertsCommand.Create(),
        };
        foreach (var help in root.Options.Select(option => option.Action).OfType<HelpAction>()) help.MaxWidth = Screen.HelpWidth;
        return root;
    }

    private static int Report(Exception error)
    {
        if (Environment.GetEnvironmentVariable(DebugVariable) is { Length: > 0 }) Screen.Message(error.ToString());
        switch (error)
        {
            case UserError user:
                Screen.Message(user.Message);
                return user.ExitCode;
            case CampaignFileException or TaskDataException or StorageException or PairFileException or SettingsException or OutputException:
                Screen.Message(error.Message);
                return ExitCode.BadInput;
            case OperationCanceledException:
                Screen.Message("interrupted");
                return ExitCode.Interrupted;
            default:
                Screen.Message($"chaos: {error.Message} (a defect of the program; {DebugVariable}=1 shows where)");
                return ExitCode.Defect;
        }
    }

    private static string Path(ParseResult result) =>
        result.CommandResult.Command is RootCommand ? "" : " " + result.CommandResult.Command.Name;
}
