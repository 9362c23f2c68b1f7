using System.Runtime.CompilerServices;
using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests;

/// <summary>The script <c>chaos</c> itself, in a tree with a small program of two lines that it builds and runs.</summary>
public sealed class ScriptTests : IDisposable
{
    private readonly Workplace _place = new();

    public ScriptTests()
    {
        var real = Directory.GetParent(Here())!.Parent!.Parent!.FullName;
        foreach (var folder in new[] { "src/Cli", "data", "campaigns" }) Directory.CreateDirectory(_place.File("a tree", folder));
        foreach (var file in new[] { "chaos", "global.json" }) File.Copy(Path.Combine(real, file), _place.File("a tree", file));
        _place.Write("a tree/Directory.Build.props", "<Project />");
        _place.Write("a tree/Directory.Build.targets", "<Project />");
        _place.Write("a tree/Directory.Packages.props", "<Project />");
        _place.Write("a tree/data/x.csv", "1");
        _place.Write("a tree/src/Cli/Program.cs", "System.Console.WriteLine(\"first \" + string.Join('|', args));");
        _place.Write("a tree/src/Cli/Cli.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <AssemblyName>chaos</AssemblyName>
              </PropertyGroup>
            </Project>
            """);
    }

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Should_build_once_and_run_from_wherever_it_is_called()
    {
        var outcome = await Shell.RunAsync(_place.Folder, """
            unset -f chaos
            mkdir -p bin "other place/a tree" home && ln -s '../a tree/chaos' bin/one && ln -s one bin/two && ln -s "$PWD/bin/two" chaos.link
            export CDPATH=$PWD/'other place'
            ./'a tree'/chaos 1 'a b'
            ./chaos.link 2
            (cd home && ../bin/two 3)
            (cd ./'a tree' && PATH=.:$PATH chaos 4)
            bash 'a tree/chaos' 5
            (unset HOME; bin/two 6)
            env -i PATH="$(dirname "$(command -v dotnet)"):/usr/bin:/bin" bin/one 7
            ls -A bin home 'other place/a tree'
            """);

        Assert.Equal("first 1|a b\nfirst 2\nfirst 3\nfirst 4\nfirst 5\nfirst 6\nfirst 7\n", outcome.Output[..outcome.Output.IndexOf("bin:", StringComparison.Ordinal)]);
        Assert.Equal("chaos: building…\n", outcome.Messages);
        Assert.EndsWith("bin:\none\ntwo\n\nhome:\n\nother place/a tree:\n", outcome.Output);
    }

    [Fact]
    public async Task Should_build_anew_for_what_changes_and_not_for_a_source_of_the_future()
    {
        var outcome = await Shell.RunAsync(_place.Folder, """
            unset -f chaos
            touch -d 2100-01-01 'a tree/src/Cli/Program.cs'
            'a tree'/chaos; 'a tree'/chaos
            sed -i s/first/second/ 'a tree/src/Cli/Program.cs'
            'a tree'/chaos; 'a tree'/chaos
            sed -i s/second/third/ 'a tree/src/Cli/Program.cs' && touch -d 2101-01-01 'a tree/src/Cli/Program.cs'
            'a tree'/chaos; 'a tree'/chaos
            """);

        Assert.Equal("first \nfirst \nsecond \nsecond \nthird \nthird \n", outcome.Output);
        Assert.Equal(string.Concat(Enumerable.Repeat("chaos: building…\n", 3)), outcome.Messages);
    }

    [MountFact]
    public async Task Should_say_that_it_cannot_build_where_nothing_can_be_written()
    {
        var outcome = await Shell.RunAsync(_place.Folder, """
            unset -f chaos
            shut() { mount --bind 'a tree' 'a tree' && mount -o remount,ro,bind 'a tree'; }
            shut; 'a tree'/chaos; echo $?; umount 'a tree'
            'a tree'/chaos; touch 'a tree/src/Cli/Program.cs'
            shut; 'a tree'/chaos; echo $?; umount 'a tree'
            """);

        Assert.Equal("2\nfirst \nfirst \n0\n", outcome.Output);
        var lines = outcome.Messages.Split('\n');
        Assert.StartsWith("chaos: not built yet, and ", lines[0]);
        Assert.Equal("chaos: building…", lines[1]);
        Assert.StartsWith("chaos: the sources are newer than the build, which cannot be renewed", lines[2]);
    }

    private static string Here([CallerFilePath] string file = "") => file;
}
