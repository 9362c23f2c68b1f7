using Chaos.Actors.Cli;
using Chaos.Actors.Cli.Screens;

// Names and numbers here are η, λ and ∞; a console of Windows is of some older code page until it is told otherwise.
if (OperatingSystem.IsWindows()) Console.OutputEncoding = System.Text.Encoding.UTF8;
// Something on the screen at once: reading the data and starting the actors takes longer than a blink.
if (args is ["run" or "resume" or "pair", ..]) Screen.Passing("starting…");
return await CommandLine.RunAsync(args);
