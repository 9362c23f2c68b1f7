using System.CommandLine;
using System.CommandLine.Help;
using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Cli.Commands;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Outputs;
using Chaos.Actors.Cli.PairFiles;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Cluster.Settings;
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
        var result = Root().Parse(args.Length > 0 ? args : ["--help"]);
        if (result.Action is not Help.HelpAction && Misspelling.Of(result) is { Count: > 0 } mistakes)
        {
            foreach (var mistake in mistakes) Screen.Message("chaos: " + mistake);
            Screen.Message($"Try `{RunFolder.Program}{Path(result)} --help`.");
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

    /// <summary>The commands, in the groups of the help.</summary>
    public static IReadOnlyList<VerbGroup> Groups() =>
    [
        new("A campaign",
            InitCommand.Create(), ValidateCommand.Create(), BenchCommand.Create(), RunCommand.Create(), OnsetCommand.Create(), ExtendCommand.Create(),
            ResumeCommand.Create(), ResumeCommand.Retry(), ListCommand.Create(), StatusCommand.Create(), ExplainCommand.Create()),
        new("Its results", DashboardCommand.Create(), ReportCommand.Create(), ExportCommand.Create(), CompareCommand.Create(), VerifyCommand.Create()),
        new("One pair group", PairCommand.Create()),
        new("A cluster",
            SubmitCommand.Create(), WatchCommand.Create(), OwnerCommand.Pause(), OwnerCommand.Cancel(), DeleteCommand.Create(), NodesCommand.Create(),
            NodeTrustCommand.Exclude(), NodeTrustCommand.Include(), ContextCommand.Create()),
        new("Its nodes", NodeCommand.Coordinator(), NodeCommand.Trainer(), TokenCommand.Create(), CertsCommand.Create()),
        new("Other", CompletionsCommand.Create()),
    ];

    /// <summary>The program's command.</summary>
    public static RootCommand Root()
    {
        var groups = Groups();
        var root = new RootCommand("Measures chaos in the training of neural networks: exponents, training times and where they meet.");
        foreach (var verb in groups.SelectMany(group => group.Verbs)) root.Add(verb);
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new Help.HelpAction(groups);
            help.Description = "show this help";
            help.Aliases.Clear();
            help.Aliases.Add("-h");
        }
        foreach (var version in root.Options.OfType<VersionOption>()) version.Action = new VersionLine();
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
