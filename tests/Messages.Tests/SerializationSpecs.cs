using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Hosting;
using Akka.Serialization;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Journal;
using Chaos.Actors.Messages.Serialization;
using Chaos.Actors.Messages.Tests.Fuzzing;
using Chaos.Actors.Messages.Trainers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Chaos.Actors.Messages.Tests;

/// <summary>What an actor system configured by <see cref="ChaosSerialization"/> sends, stores and refuses.</summary>
public sealed class SerializationSpecs : IAsyncLifetime
{
    private readonly IHost _host;

    public SerializationSpecs()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddAkka("serialization", akka => akka
            .ConfigureLoggers(loggers => loggers.ClearLoggers())
            .AddChaosSerialization());
        _host = builder.Build();
    }

    private ExtendedActorSystem System => (ExtendedActorSystem)_host.Services.GetRequiredService<ActorSystem>();

    private static IEnumerable<object> All => [.. Samples.Wire, .. Samples.Events, Samples.Snapshot];

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    [Fact]
    public void Should_have_a_sample_of_every_message()
    {
        Type[] holders =
        [
            .. typeof(CampaignCommands).Assembly.GetExportedTypes().Where(type =>
                type is { IsAbstract: true, IsSealed: true }
                && (type.Name.EndsWith("Commands", StringComparison.Ordinal)
                    || type.Name.EndsWith("Queries", StringComparison.Ordinal)
                    || type.Name.EndsWith("Replies", StringComparison.Ordinal)
                    || type.Name.EndsWith("Notices", StringComparison.Ordinal)
                    || type.Name.EndsWith("Events", StringComparison.Ordinal))),
        ];
        Assert.True(holders.Length >= 7, string.Join(", ", holders.Select(type => type.Name)));
        var messages = holders.SelectMany(holder => holder.GetNestedTypes())
            .Append(typeof(CampaignStatus)).Append(typeof(CampaignSnapshot));
        Assert.Equal(
            messages.Select(type => type.FullName).Order(), All.Select(sample => sample.GetType().FullName).Order());
    }

    [Fact]
    public void Should_bring_every_message_back_through_the_actor_systems_serialization()
    {
        foreach (var sample in All)
        {
            var serializer = Assert.IsAssignableFrom<SerializerWithStringManifest>(
                System.Serialization.FindSerializerFor(sample));
            var back = System.Serialization.Deserialize(
                serializer.ToBinary(sample), serializer.Identifier, serializer.Manifest(sample));
            Assert.Equal(Describe.Value(sample), Describe.Value(back));
        }
    }

    /// <summary>It has the series of a whole run, as there are no losses at T.</summary>
    [Fact]
    public void Should_bring_back_a_result_that_is_divergent_at_its_last_epoch()
    {
        var sample = Samples.Wire.OfType<CoordinatorCommands.ResultReady>().Single();
        var last = sample with
        {
            Series = new PairGroupSeries(
                [[1, 2], [3, 4]], [0.5, 0.25, 0.125], [[double.Epsilon, 2, double.PositiveInfinity]], DivergedAt: 2),
            Summary = sample.Summary with { DivergedAt = 2 },
        };
        var serializer = (SerializerWithStringManifest)System.Serialization.FindSerializerFor(last);

        var back = System.Serialization.Deserialize(serializer.ToBinary(last), serializer.Identifier, serializer.Manifest(last));

        Assert.Equal(Describe.Value(last), Describe.Value(back));
    }

    [Fact]
    public void Should_bring_back_observed_series_of_any_shape_and_refuse_what_no_item_observes()
    {
        var sample = Samples.Wire.OfType<CoordinatorCommands.ResultReady>().Single();
        Assert.Equal(Describe.Value(sample), Describe.Value(Sent(null))); // as many columns as there are states, and fewer
        Assert.Empty(Sent([]).Series.Observed);
        foreach (var name in new[] { "", "loss", "distance", "a b", "Big", "χ", new string('a', 65) }) Refused(new NamedSeries(name, [[1]]));
        Refused(new NamedSeries("none", []));
        Refused(new NamedSeries("uneven", [[1], [1, 2]]));
        Refused(new NamedSeries("long", [[1, 2, 3]]));
        Refused(new NamedSeries("b", [[1]]), new NamedSeries("a", [[1]]));
        Refused(new NamedSeries("a", [[1]]), new NamedSeries("a", [[1]]));
        Refused([.. Enumerable.Range(100, 65).Select(name => new NamedSeries($"a{name}", [[1]]))]);

        CoordinatorCommands.ResultReady Sent(params NamedSeries[]? observed)
        {
            var result = observed is null ? sample : sample with { Series = sample.Series with { Observed = observed } };
            var serializer = (SerializerWithStringManifest)System.Serialization.FindSerializerFor(result);
            return (CoordinatorCommands.ResultReady)System.Serialization.Deserialize(
                serializer.ToBinary(result), serializer.Identifier, serializer.Manifest(result));
        }

        void Refused(params NamedSeries[] observed) => Assert.Throws<SerializationException>(() => Sent(observed));
    }

    [Theory]
    [InlineData("weather")]
    [InlineData("test-loss")] // a second time
    public void Should_refuse_an_assignment_that_observes_what_is_unknown_or_observed_twice(string text)
    {
        var sample = Samples.Wire.OfType<TrainerCommands.Assign>().Single();
        var serializer = (SerializerWithStringManifest)System.Serialization.FindSerializerFor(sample);
        // Another part of a message adds to what is there: observe (7) of pair_group (10) of the item (2).
        var item = Field.Read(serializer.ToBinary(sample))!.Single(field => field.Number == 2);
        var more = Field.Write([Field.Of(10, Field.Write([Field.Of(7, Encoding.UTF8.GetBytes(text))]))]);
        var bytes = Field.Write([item with { Bytes = [.. item.Bytes, .. more] }]);
        Assert.Throws<SerializationException>(
            () => System.Serialization.Deserialize(bytes, serializer.Identifier, serializer.Manifest(sample)));
    }

    [Fact]
    public void Should_carry_when_and_where_replicas_are_perturbed_and_refuse_what_no_item_has()
    {
        var sample = Samples.Wire.OfType<TrainerCommands.Assign>().Single();
        var spec = sample.Items[0].Spec;
        var perturbation = spec.Perturbation with { At = spec.Epochs - 1, On = PerturbedPart.Some(3) };
        Assert.Equal(perturbation, Sent(spec with { Perturbation = perturbation }).Perturbation);
        Refused(spec with { Perturbation = perturbation with { At = spec.Epochs } });
        Refused(spec with { Perturbation = perturbation with { At = -1 } });
        Refused(spec with { Perturbation = new Perturbation(0, 0), Tangents = 1, Observe = [.. Observable.Functions] });

        PairGroupSpec Sent(PairGroupSpec item)
        {
            var message = sample with { Items = [sample.Items[0] with { Spec = item }] };
            var serializer = (SerializerWithStringManifest)System.Serialization.FindSerializerFor(message);
            return ((TrainerCommands.Assign)System.Serialization.Deserialize(
                serializer.ToBinary(message), serializer.Identifier, serializer.Manifest(message))).Items[0].Spec;
        }

        void Refused(PairGroupSpec item) => Assert.Throws<SerializationException>(() => Sent(item));
    }

    [Fact]
    public void Should_use_the_journals_schema_for_what_is_kept_and_the_wires_for_what_is_sent()
    {
        Assert.All(Samples.Wire, sample =>
            Assert.IsType<WireSerializer>(System.Serialization.FindSerializerFor(sample)));
        Assert.All(Samples.Events.Append<object>(Samples.Snapshot), sample =>
            Assert.IsType<JournalSerializer>(System.Serialization.FindSerializerFor(sample)));
    }

    [Fact]
    public void Should_give_every_type_a_manifest_of_its_own()
    {
        foreach (var samples in new IEnumerable<object>[] { Samples.Wire, [.. Samples.Events, Samples.Snapshot] })
        {
            var manifests = samples.Select(sample =>
                ((SerializerWithStringManifest)System.Serialization.FindSerializerFor(sample)).Manifest(sample)).ToList();
            Assert.Equal(manifests.Distinct(), manifests);
        }
    }

    [Fact]
    public void Should_refuse_to_send_what_is_not_listed() =>
        Assert.ThrowsAny<Exception>(() => System.Serialization.FindSerializerFor(new Unlisted("x")).ToBinary(new Unlisted("x")));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Should_refuse_inbound_messages_for_serializers_that_build_any_type(int serializer)
    {
        var error = Assert.ThrowsAny<Exception>(() => System.Serialization.Deserialize(
            [.. """{"Text":"x"}"""u8], serializer, typeof(Unlisted).AssemblyQualifiedName));
        Assert.Contains("nothing else is accepted", error.ToString());
    }

    [Fact]
    public void Should_take_a_pull_that_does_not_tell_its_numerics_version_for_one_of_version_1()
    {
        // Pull { node = "t", slots = 2 }, as releases before that field send it.
        var pull = (CoordinatorCommands.Pull)System.Serialization.Deserialize([0x0a, 1, (byte)'t', 0x10, 2], WireSerializer.Id, "pull");
        Assert.Equal(("t", 2, 1), (pull.Node.Value, pull.Slots, pull.NumericsVersion));
    }

    [Fact]
    public void Should_refuse_unknown_manifests_and_enum_numbers()
    {
        Assert.Throws<SerializationException>(() => System.Serialization.Deserialize([], WireSerializer.Id, "nonsense"));
        // Refused { campaign = "c", kind = 99 }
        Assert.Throws<SerializationException>(() => System.Serialization.Deserialize([0x0A, 1, 0x63, 0x10, 99], WireSerializer.Id, "refused"));
    }

    private sealed record Unlisted(string Text);
}
