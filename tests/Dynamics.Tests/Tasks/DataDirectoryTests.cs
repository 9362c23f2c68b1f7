using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Tests.Tasks;

public sealed class DataDirectoryTests
{
    [Fact]
    public void Should_be_beside_the_program_and_hold_the_shipped_files()
    {
        // Where CHAOS_DATA is set for the whole test run, that is the answer; tests run in parallel and must not set it.
        var overridden = Environment.GetEnvironmentVariable(DataDirectory.Variable);

        Assert.Equal(
            overridden is { Length: > 0 } ? overridden : Path.Combine(AppContext.BaseDirectory, "data"),
            DataDirectory.Default);
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "data", "iris.csv")));
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "data", "mnist", "train-images-idx3-ubyte.gz")));
    }
}
