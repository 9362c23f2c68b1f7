using System.CommandLine;
using System.CommandLine.Invocation;
using Chaos.Actors.Cli.Results;

namespace Chaos.Actors.Cli.Screens;

/// <summary><c>chaos --version</c>.</summary>
internal sealed class VersionLine : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        Screen.Result(ThisProgram.Line);
        return ExitCode.Complete;
    }
}
