using Chaos.Actors.Campaigns;
using System.Reflection;
using Chaos.Actors.Dynamics;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.TrainerNode.Checkpoints;

namespace Chaos.Actors.TrainerNode.Tests.Checkpoints;

public sealed class CheckpointFileTests : IDisposable
{
    private const int Header = 48;

    private static readonly PairGroupSpec Spec = new(
        new Architecture([3], Activation.Tanh, Initialisation.Normal), 0.5, 0.25, new Perturbation(2, 1e-8), 20, 7);

    private static readonly byte[] Content = ItemKey.Of(Spec, "abc", NumericsVersion.Current).Bytes;
    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "a.checkpoint");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20)]
    public void Should_give_back_what_was_written(int epoch)
    {
        var state = State(epoch);
        CheckpointFile.Write(File, Content, state);
        var read = CheckpointFile.Read(File, Content);
        Assert.Equal(epoch, read.Epoch);
        Assert.Equal(Bits(state), Bits(read));
        Assert.Equal(["testLoss", "third"], read.Series.Observed.Select(series => series.Name));
        Assert.Equal((state.Series.Digest(), null), (read.Series.Digest(), read.Series.DivergedAt));
        Assert.Equal([File], _folder.Files);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(15)]
    public void Should_continue_a_group_before_at_and_after_its_perturbation(int epoch)
    {
        var task = new PreparedTask(TaskReader.Read(new TaskSpec("iris"), DataDirectory.Default));
        var spec = Spec with
        {
            Perturbation = new Perturbation(2, 1e-3) { At = 6, On = PerturbedPart.Some(9) },
            Momentum = 0.5,
            Tangents = 1,
            Observe = [.. Observable.All],
        };
        var group = new PairGroup(task, spec);
        var whole = group.Run((t, _, _, _) =>
        {
            if (t == epoch) CheckpointFile.Write(File, Content, group.State());
        });
        Assert.Equal(whole.Digest(), new PairGroup(task, spec, CheckpointFile.Read(File, Content)).Run().Digest());
    }

    [Fact]
    public void Should_notice_whatever_bit_is_damaged()
    {
        CheckpointFile.Write(File, Content, State(3));
        var whole = System.IO.File.ReadAllBytes(File);
        for (var at = 0; at < whole.Length; at++)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= (byte)(1 << at % 8);
            Refused(damaged);
        }
    }

    [Fact]
    public void Should_notice_whatever_is_missing_or_too_much()
    {
        CheckpointFile.Write(File, Content, State(3));
        var whole = System.IO.File.ReadAllBytes(File);
        for (var length = 0; length < whole.Length; length++) Refused(whole[..length]);
        Refused([.. whole, 0]);
        Refused([.. whole, .. whole]);
    }

    [Fact]
    public void Should_say_what_is_wrong()
    {
        CheckpointFile.Write(File, Content, State(3));
        var whole = System.IO.File.ReadAllBytes(File);
        Assert.Contains("cut short", Refused(whole[..Header]));
        Assert.Contains("no checkpoint", Refused([.. Enumerable.Repeat((byte)'x', 1000)]));
        Assert.Contains("format version", Refused(Changed(whole, 8)));
        Assert.Contains($"numerics version {NumericsVersion.Current + 1}", Refused(Changed(whole, 12)));
        Assert.Contains("another item", Refused(Changed(whole, 16)));
        Assert.Contains("damaged", Refused(Changed(whole, Header + 40)));
    }

    [Fact]
    public void Should_leave_the_former_file_and_nothing_else_when_it_cannot_write()
    {
        CheckpointFile.Write(File, Content, State(3));
        using (new FileStream(CheckpointFile.PartialName(File), FileMode.Create, FileAccess.Write, FileShare.None))
            Assert.Throws<IOException>(() => CheckpointFile.Write(File, Content, State(4)));
        Assert.Equal(3, CheckpointFile.Read(File, Content).Epoch);
        Assert.Equal([File], _folder.Files);
    }

    private static IEnumerable<long> Bits(PairGroupState state) =>
        state.Parameters.Concat(state.Tangents).Concat(state.Velocities).SelectMany(copy => copy).SelectMany(tensor => tensor).Select(BitConverter.DoubleToInt64Bits);

    private static byte[] Changed(byte[] whole, int at)
    {
        var changed = whole.ToArray();
        changed[at]++;
        return changed;
    }

    private string Refused(byte[] bytes)
    {
        System.IO.File.WriteAllBytes(File, bytes);
        return Assert.Throws<InvalidDataException>(() => CheckpointFile.Read(File, Content)).Message;
    }

    private static PairGroupState State(int epoch)
    {
        var series = FakeComputation.Series(Spec);
        return new PairGroupState(
            epoch,
            [.. Enumerable.Range(0, 3).Select(copy => new double[][] { [copy, 1.5, -0.0], [double.Epsilon] })],
            new PairGroupSeries(
                [.. series.Loss.Select(loss => loss[..epoch])], series.Accuracy[..epoch],
                [.. series.Distance.Select(distance => distance[..epoch])], null)
            {
                Observed =
                [
                    new NamedSeries("testLoss", [series.Accuracy[..epoch]]),
                    new NamedSeries("third", [.. series.Distance.Select(distance => distance[..(epoch / 3)])]),
                ],
            })
        {
            Tangents = [.. Enumerable.Range(0, 2).Select(i => new double[][] { [0.5, -i, 0], [-0.0] })],
            Velocities = [.. Enumerable.Range(0, 3).Select(copy => new double[][] { [0.5, -copy, double.Epsilon], [copy] })],
        };
    }
}
