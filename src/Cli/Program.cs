using Chaos.Actors.Cli;

return await CommandLine.RunAsync(args);
