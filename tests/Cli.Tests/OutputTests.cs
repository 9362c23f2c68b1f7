using Chaos.Actors.Cli.PairFiles;
using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests;

/// <summary>What a user's output may be besides a file that does not exist yet.</summary>
public sealed class OutputTests : IDisposable
{
    private const string Pair = "chaos pair --task iris --hidden 4 --epochs 2 --out";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Should_follow_links_to_files_and_create_what_dangling_ones_name()
    {
        var outcome = await Shell.RunAsync(_place.Folder, $"""
            mkdir -p store/deep && ln -s store/deep there && echo old > store/x.h5
            ln -s ../x.h5 store/deep/old.h5 && ln -s ../new.h5 store/deep/new.h5 && ln -s there/new.h5 latest.h5
            {Pair} there/old.h5 --force && {Pair} latest.h5
            """);

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Equal(6, PairFile.ReadInitial(_place.File("store", "x.h5")).Copies.Count);
        Assert.Equal(6, PairFile.ReadInitial(_place.File("store", "new.h5")).Copies.Count);
        Assert.All(["store/deep/old.h5", "store/deep/new.h5", "latest.h5"], link => Assert.NotNull(new FileInfo(_place.File(link)).LinkTarget));
    }

    [Fact]
    public async Task Should_say_that_links_lead_nowhere()
    {
        var outcome = await Shell.RunAsync(_place.Folder, $"ln -s b a; ln -s a b; {Pair} a");
        Assert.True(outcome.ExitCode == 2, outcome.ToString());
        Assert.Contains("a: cannot be written: too many symbolic links", outcome.Messages);
    }

    [Needs("mkfifo")]
    public async Task Should_write_through_a_pipe_and_its_own_stdout()
    {
        var outcome = await Shell.RunAsync(_place.Folder, $"""
            mkfifo pipe; cat pipe > piped.h5 & {Pair} pipe && wait && test -p pipe && {Pair} >(cat > substituted.h5; touch written)
            {Pair} /dev/stdout > stdout.h5 && ({Pair} /dev/stdout) | cat > cat.h5
            until test -e written; do read -t 0.02 <> <(:); done
            """);

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.All(["piped.h5", "substituted.h5", "stdout.h5", "cat.h5"], name =>
        {
            Assert.Equal(6, PairFile.ReadInitial(_place.File(name)).Copies.Count);
            Assert.Equal(new FileInfo(_place.File("piped.h5")).Length, new FileInfo(_place.File(name)).Length);
        });
        Assert.Contains("digest", outcome.Messages);
    }

    [MountFact]
    public async Task Should_leave_a_device_a_device()
    {
        var outcome = await Shell.RunAsync(_place.Folder, $"mknod null c 1 3 && {Pair} null && test -c null && mknod full c 1 7 && {Pair} full");

        Assert.True(outcome.ExitCode == 2, outcome.ToString());
        Assert.Contains("full: cannot be written: No space left on device", outcome.Messages);
        Assert.Equal(["full", "null"], Directory.GetFileSystemEntries(_place.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Should_keep_the_permissions_of_a_file_it_replaces()
    {
        var outcome = await Shell.RunAsync(_place.Folder, $"""
            echo old > x.h5; chmod 640 x.h5; {Pair} x.h5 --force; stat -c %a x.h5
            """);
        Assert.EndsWith("640\n", outcome.Output);
    }

    [Fact]
    public async Task Should_not_replace_a_file_unless_it_is_told_to()
    {
        var outcome = await Shell.RunAsync(_place.Folder, $"echo old > x.h5; ln -s x.h5 link.h5; {Pair} link.h5 || echo refused; cat x.h5");
        Assert.Equal("refused\nold\n", outcome.Output);
        Assert.Contains("link.h5: is there already", outcome.Messages);
        Assert.Contains("--force", outcome.Messages);

        var forced = await Shell.RunAsync(_place.Folder, $"{Pair} link.h5 --force");
        Assert.True(forced.ExitCode == 0, forced.ToString());
        Assert.Equal(6, PairFile.ReadInitial(_place.File("x.h5")).Copies.Count);
    }

    [Fact]
    public async Task Should_write_every_file_of_a_report_where_links_point()
    {
        _place.WriteIris();
        var outcome = await Shell.RunAsync(_place.Folder, """
            chaos run iris.yaml --out run && mkdir shown && ln -s kept out && ln -s ../shown/figure.png run/onset.png.link
            mv -f run/onset.png.link run/onset.png && ln -sf ../shown/items.csv run/items.csv
            chaos report run && chaos report run --out out && chaos export run --out out
            """);

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Equal(File.ReadAllBytes(_place.File("kept", "onset.png")), File.ReadAllBytes(_place.File("shown", "figure.png")));
        Assert.Equal(File.ReadAllBytes(_place.File("kept", "items.csv")), File.ReadAllBytes(_place.File("shown", "items.csv")));
        Assert.NotNull(new FileInfo(_place.File("run", "onset.png")).LinkTarget);
        Assert.NotNull(new FileInfo(_place.File("run", "items.csv")).LinkTarget);
    }

    [Fact]
    public async Task Should_let_several_reports_of_a_folder_be_made_at_once()
    {
        _place.WriteIris();
        await ChaosProgram.RunAsync(_place.Folder, "run", "iris.yaml", "--out", "out");
        var before = Directory.GetFiles(_place.File("out"), "*.*g").Concat(Directory.GetFiles(_place.File("out"), "*.csv"))
            .ToDictionary(file => file, File.ReadAllBytes);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(k =>
            ChaosProgram.RunAsync(_place.Folder, k == 0 ? "export" : "report", "out")));

        Assert.All(outcomes, outcome => Assert.True(outcome.ExitCode == 0, outcome.ToString()));
        Assert.All(before, file => Assert.Equal(file.Value, File.ReadAllBytes(file.Key)));
        Assert.Empty(Directory.GetFiles(_place.File("out"), "*.partial"));
    }

    [Theory]
    [InlineData("report out --out /proc/x")]
    [InlineData("export out --out /proc/x")]
    [InlineData("report out --out iris.yaml")]
    [InlineData("pair --task iris --hidden 4 --epochs 2 --out /proc/x.h5")]
    [InlineData("pair --task iris --hidden 4 --epochs 2 --out missing/x.h5")]
    [InlineData("pair --task iris --hidden 4 --epochs 2 --out out")]
    [InlineData("pair --task iris --hidden 4 --epochs 2 --out ''")]
    public async Task Should_say_that_a_place_cannot_be_written(string command)
    {
        _place.WriteIris();
        if (command.Contains(" out", StringComparison.Ordinal)) await ChaosProgram.RunAsync(_place.Folder, "run", "iris.yaml", "--out", "out");

        var outcome = await Shell.RunAsync(_place.Folder, "chaos " + command);

        Assert.True(outcome.ExitCode == 2, outcome.ToString());
        Assert.Contains("cannot be written: ", outcome.Messages);
        Assert.Contains("--out", outcome.Messages);
        Assert.DoesNotContain("defect", outcome.Messages);
    }

    [Fact]
    public async Task Should_ask_the_cluster_for_what_is_no_campaigns_folder()
    {
        Directory.CreateDirectory(_place.File("big"));

        var alone = await ChaosProgram.RunAsync(_place.Folder, "status", "big");
        var asked = await ChaosProgram.RunWithAsync("CHAOS_SERVER=127.0.0.1:9", _place.Folder, "status", "big");

        Assert.True(alone.ExitCode == 2, alone.ToString());
        Assert.Contains("big: found no campaign, neither big nor runs/big holds a chaos.db", alone.Messages);
        Assert.Contains("--server", alone.Messages);
        Assert.True(asked.ExitCode == 5, asked.ToString());
        Assert.Contains("the folder big holds no chaos.db, so the cluster was asked", asked.Messages);
    }
}
