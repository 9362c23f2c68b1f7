using System.Text.RegularExpressions;
using Chaos.Actors.Cli.Progress;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Cli.Tests.Progress;

public partial class LiveFrameTests
{
    [Theory]
    [InlineData(16, 1, 80, 24)]
    [InlineData(16, 1, 40, 10)]
    [InlineData(200, 1, 80, 24)]
    [InlineData(100, 2, 80, 24)]
    [InlineData(200, 3, 200, 50)]
    [InlineData(3, 1, 20, 5)]
    public void Should_fit_the_terminal(int rates, int architectures, int width, int height)
    {
        var lines = Frame(Campaign(rates, architectures), width, height, running: [rates * architectures / 2]);

        Assert.True(lines.Length < height, $"{lines.Length} lines");
        Assert.All(lines, line => Assert.True(line.Length < width, line));
    }

    [Fact]
    public void Should_fit_a_terminal_of_any_size()
    {
        for (var width = 1; width <= 60; width++)
        {
            for (var height = 1; height <= 12; height++)
            {
                var lines = Frame(Campaign(20, 2), width, height, running: [3]);
                Assert.True(lines.Length <= Math.Max(1, height - 1), $"{width} × {height}: {lines.Length} lines");
                Assert.All(lines, line => Assert.True(line.Length <= Math.Max(0, width - 1), $"{width} × {height}: {line}"));
            }
        }
    }

    [Fact]
    public void Should_show_the_whole_of_the_papers_grid_on_a_small_terminal()
    {
        var text = string.Join('\n', Frame(Campaign(16, 1), 80, 24, running: [0, 1]));

        Assert.DoesNotContain("more cells", text);
        Assert.Contains("≥0.90", text);
        Assert.Equal(2, text.Count(c => c == '▸'));
        Assert.Contains("7/320 items · 2 in flight · 0 failed", text);
        Assert.Contains("9.0k replica-epochs/s · 1:05 left", text);
    }

    [Fact]
    public void Should_show_the_cells_being_computed_when_there_is_no_room_for_all()
    {
        var lines = Frame(Campaign(200, 1), 80, 24, running: [150]);

        Assert.Contains(lines, line => line.Contains("▸ 151 "));
        Assert.Contains(lines, line => line.Contains("… 183 more cells"));
    }

    private static string[] Frame(CampaignSpec campaign, int width, int height, int[] running)
    {
        var status = new CampaignStatus
        {
            Campaign = CampaignId.Of(campaign),
            Phase = CampaignPhase.Running,
            Items = campaign.Grid.Items,
            Done = 7,
            InFlight = running.Length,
            Failed = 0,
            Nodes = 1,
            Slots = 2,
            EpochsPerSecond = 1500,
            RemainingEpochs = 100_000,
            StaleReports = 0,
            Cells = [.. Enumerable.Range(0, campaign.Grid.Cells).Select(cell =>
                new CellProgress(cell, 3, 0, 0, 3, 0.0123, 0.002, 0.871, [3, 3, 1, 0], [10, 20, 30, double.NaN]))],
            Running = [.. running.Select(item => new RunningItem(new ItemIndex(item), new AttemptId(1), new NodeId("here"), 5))],
            Quarantined = [],
        };
        var report = new ProgressReport(campaign, status, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(65));
        return [.. Escapes().Replace(LiveFrame.Render(report, width, height), "").TrimEnd('\n').Split('\n')];
    }

    private static CampaignSpec Campaign(int rates, int architectures) => new()
    {
        Name = "paper",
        Tasks = [new TaskSpec("mnist")],
        Architectures = [.. Enumerable.Range(0, architectures).Select(i => new Architecture([64 + i], Activation.Tanh, Initialisation.Normal))],
        L2 = [0],
        LearningRates = [.. Enumerable.Range(1, rates).Select(i => (double)i)],
        Seeds = 20,
        Epochs = 201,
        Replicas = 5,
        Epsilons = [1e-8],
        Thresholds = [0.70, 0.80, 0.85, 0.90],
    };

    [GeneratedRegex("\e\\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escapes();
}
