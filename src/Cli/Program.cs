using Chaos.Actors.Cli;
using Chaos.Actors.Cli.Screens;

// Something on the screen at once: reading the data and starting the actors takes longer than a blink.
if (args is ["run" or "resume" or "pair", ..]) Screen.Passing("starting…");
return await CommandLine.RunAsync(args);
