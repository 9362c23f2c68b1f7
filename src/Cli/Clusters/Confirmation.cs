using System.CommandLine;
using Chaos.Actors.Cli.Screens;

namespace Chaos.Actors.Cli.Clusters;

/// <summary>Before anything is discarded: what that is, and whether it is meant.</summary>
internal sealed class Confirmation
{
    /// <summary>The flag that answers beforehand.</summary>
    public Option<bool> Option { get; } = new("--yes") { Description = "do it without asking" };

    /// <summary>Shows what is lost and asks.</summary>
    /// <param name="losses">What is lost, a line each.</param>
    /// <param name="what">What is about to be done.</param>
    /// <exception cref="UserError">The answer is no, or there is nobody to ask.</exception>
    public void Ask(IEnumerable<string> losses, string what)
    {
        foreach (var loss in losses) Screen.Message(loss);
        if (Console.IsInputRedirected || !Screen.IsLive) throw new UserError($"{what}: not done: nobody can be asked here; {Option.Name} does it");
        Screen.Message($"{what}? (yes or no)");
        if (Console.ReadLine()?.Trim().ToLowerInvariant() is not ("yes" or "y")) throw new UserError("nothing was done");
    }
}
