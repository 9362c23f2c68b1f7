using Akka.Actor;
using Chaos.Actors.Messages.Serialization;

namespace Chaos.Actors.Messages.Tests;

/// <summary>
/// Bytes as they stand in journals already written. A difference here means that campaigns begun before could not be
/// continued: add a field or a message instead of changing one (journal.proto).
/// </summary>
public sealed class JournalGoldenBytesTests : IDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create("golden", "akka.loglevel = OFF, akka.stdout-loglevel = OFF");

    public static TheoryData<string, string> Golden { get; } = new()
    {
    };

    public void Dispose() => _system.Dispose();

    [Theory]
    [MemberData(nameof(Golden))]
    public void Should_write_and_read_the_same_bytes_for_ever(string manifest, string hex)
    {
        var serializer = new JournalSerializer((ExtendedActorSystem)_system);
        var sample = Samples.Events.Append<object>(Samples.Snapshot).Single(o => serializer.Manifest(o) == manifest);
        Assert.Equal(hex, Convert.ToHexStringLower(serializer.ToBinary(sample)));
        Assert.Equal(
            Describe.Value(sample), Describe.Value(serializer.FromBinary(Convert.FromHexString(hex), manifest)));
    }

    [Fact]
    public void Should_have_golden_bytes_of_everything_that_is_kept()
    {
        var serializer = new JournalSerializer((ExtendedActorSystem)_system);
        Assert.Equal(
            Samples.Events.Append<object>(Samples.Snapshot).Select(serializer.Manifest).Order(),
            Golden.Select(row => (string)row[0]).Order());
        Assert.Equal(JournalSerializer.BoundTypes.Count(), Golden.Count());
    }
}
