using Akka.Actor;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Messages.Journal;
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
        {
            "submitted",
            "0a9f010a0b6d6e6973742d7061706572121e0a046d696e6510d00f18f4032a100a05612e6373761205622e6373"
            + "7618011a080a024020100118011a04100218021a070a0105100318031a070a0106100318042210000000000000"
            + "0000f168e388b5f8e43e2a189a9999999999b93f343333333333d33f0000000000003440303238c901420b0805"
            + "113a8c30e28e79453e4a10666666666666e63fcdccccccccccec3f1204686173681802"
        },
        {
            "extended",
            "0ab0010a9f010a0b6d6e6973742d7061706572121e0a046d696e6510d00f18f4032a100a05612e637376120562"
            + "2e63737618011a080a024020100118011a04100218021a070a0105100318031a070a0106100318042210000000"
            + "0000000000f168e388b5f8e43e2a189a9999999999b93f343333333333d33f0000000000003440303238c90142"
            + "0b0805113a8c30e28e79453e4a10666666666666e63fcdccccccccccec3f120a68617368206f74686572180212"
            + "0201801a3b080110021803200429000000000000e03f31000000000000d03f380541000000000000e83f4a0206"
            + "07521000000000000021400000000000002340"
        },
        {
            "term",
            "0803"
        },
        {
            "completed",
            "0880e497d0121209747261696e65722d371a2b09000000000000c03f11fca9f1d24d62303f19000000000000e8"
            + "3f21000000000000ec3f2a0318010030112220000102030405060708090a0b0c0d0e0f10111213141516171819"
            + "1a1b1c1d1eff28b960"
        },
        {
            "attempt-failed",
            "0880e497d0121209747261696e65722d37180222056572726f72"
        },
        {
            "quarantined",
            "0880e497d0121209747261696e65722d37180322056572726f72"
        },
        {
            "quarantine-lifted",
            ""
        },
        {
            "paused",
            ""
        },
        {
            "resumed",
            ""
        },
        {
            "cancelled",
            ""
        },
        {
            "failed",
            "0a076e6f2064617461"
        },
        {
            "priority",
            "0807"
        },
        {
            "discarded",
            "0a09747261696e65722d370a09747261696e65722d38120680e497d012071a3b08011002180320042900000000"
            + "0000e03f31000000000000d03f380541000000000000e83f4a020607521000000000000021400000000000002340"
        },
        {
            "snapshot",
            "0aaa010a9f010a0b6d6e6973742d7061706572121e0a046d696e6510d00f18f4032a100a05612e637376120562"
            + "2e63737618011a080a024020100118011a04100218021a070a0105100318031a070a0106100318042210000000"
            + "0000000000f168e388b5f8e43e2a189a9999999999b93f343333333333d33f0000000000003440303238c90142"
            + "0b0805113a8c30e28e79453e4a10666666666666e63fcdccccccccccec3f120468617368180210031802220672"
            + "6561736f6e2a030102ff323b080110021803200429000000000000e03f31000000000000d03f38054100000000"
            + "0000e83f4a0206075210000000000000214000000000000023403a1c0880e497d01210021a09747261696e6572"
            + "2d3722056572726f722801404d4807"
        },
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

    /// <summary>Of an item that observes something; "completed" above is one of an item that does not.</summary>
    [Fact]
    public void Should_keep_where_observed_series_ended_for_ever()
    {
        var completed = Samples.Events.OfType<CampaignEvents.ItemCompleted>().Single();
        completed = completed with { Summary = completed.Summary with { LastValues = [new LastValue("testLoss", 0.5)] } };
        const string Bytes =
            "0880e497d0121209747261696e65722d371a4009000000000000c03f11fca9f1d24d62303f19000000000000e8"
            + "3f21000000000000ec3f2a0318010030113a130a08746573744c6f737311000000000000e03f22200001020304"
            + "05060708090a0b0c0d0e0f101112131415161718191a1b1c1d1eff28b960";
        var serializer = new JournalSerializer((ExtendedActorSystem)_system);
        Assert.Equal(Bytes, Convert.ToHexStringLower(serializer.ToBinary(completed)));
        Assert.Equal(Describe.Value(completed), Describe.Value(serializer.FromBinary(Convert.FromHexString(Bytes), "completed")));
    }

    [Fact]
    public void Should_have_golden_bytes_of_everything_that_is_kept()
    {
        var serializer = new JournalSerializer((ExtendedActorSystem)_system);
        Assert.Equal(
            Samples.Events.Append<object>(Samples.Snapshot).Select(serializer.Manifest).Order(),
            Golden.Select(row => row.Data.Item1).Order());
        Assert.Equal(JournalSerializer.BoundTypes.Count(), Golden.Count);
    }
}
