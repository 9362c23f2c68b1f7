using System.CommandLine;
using System.CommandLine.Invocation;
using Chaos.Actors.Cli.Screens;

namespace Chaos.Actors.Cli.Help;

/// <summary>Shows the help of the command that was given.</summary>
internal sealed class HelpAction(IReadOnlyList<VerbGroup> groups) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        StandardStreams.Output.Write(new HelpText(groups, Screen.HelpWidth).Of(parseResult.CommandResult.Command));
        return ExitCode.Complete;
    }
}
