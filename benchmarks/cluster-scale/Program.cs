using Chaos.Actors.Benchmarks.ClusterScale;

if (args is [TrainerGroup.Role, ..])
{
    await TrainerGroup.RunAsync(args);
    return 0;
}
return await Settings.Command(settings => settings.Overhead is null ? Throughput.RunAsync(settings) : Overhead.RunAsync(settings))
    .Parse(args).InvokeAsync();
