using System.Reflection;

namespace Chaos.Actors.Cli.Tests;

/// <summary>Dependencies between projects point one way (docs/architecture.md).</summary>
public sealed class DependencyTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Chaos.Actors.Dynamics"] = [],
        ["Chaos.Actors.Campaigns"] = ["Chaos.Actors.Dynamics"],
        ["Chaos.Actors.Analysis"] = ["Chaos.Actors.Dynamics", "Chaos.Actors.Campaigns"],
        ["Chaos.Actors.Messages"] = ["Chaos.Actors.Dynamics", "Chaos.Actors.Campaigns", "Chaos.Actors.Analysis"],
        ["Chaos.Actors.Api"] =
            ["Chaos.Actors.Dynamics", "Chaos.Actors.Campaigns", "Chaos.Actors.Analysis", "Chaos.Actors.Messages"],
        ["Chaos.Actors.Cluster"] =
            ["Chaos.Actors.Dynamics", "Chaos.Actors.Campaigns", "Chaos.Actors.Analysis", "Chaos.Actors.Messages"],
        ["Chaos.Actors.TrainerNode"] =
            ["Chaos.Actors.Dynamics", "Chaos.Actors.Campaigns", "Chaos.Actors.Analysis", "Chaos.Actors.Messages", "Chaos.Actors.Cluster"],
        ["Chaos.Actors.Coordinator"] =
        [
            "Chaos.Actors.Dynamics", "Chaos.Actors.Campaigns", "Chaos.Actors.Analysis", "Chaos.Actors.Messages", "Chaos.Actors.Api",
            "Chaos.Actors.Cluster",
        ],
    };

    public static TheoryData<string> Projects => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Should_point_one_way(string project) =>
        Assert.Empty(References(project).Where(name => name.StartsWith("Chaos.", StringComparison.Ordinal)).Except(Allowed[project]));

    [Theory]
    [InlineData("Chaos.Actors.Dynamics")]
    [InlineData("Chaos.Actors.Campaigns")]
    [InlineData("Chaos.Actors.Analysis")]
    public void Should_keep_actors_out_of_the_science(string project) =>
        Assert.DoesNotContain(References(project), name => name.StartsWith("Akka", StringComparison.Ordinal));

    private static IEnumerable<string> References(string project) =>
        Assembly.Load(project).GetReferencedAssemblies().Select(reference => reference.Name!);
}
