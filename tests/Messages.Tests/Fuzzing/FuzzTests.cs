using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.Serialization;
using Akka.Actor;
using Chaos.Actors.Messages.Serialization;

namespace Chaos.Actors.Messages.Tests.Fuzzing;

/// <summary>
/// Whatever bytes arrive under whatever name: they are a message that can be sent on, or they are refused in the one way that
/// Akka and the journal expect, and they cost memory in proportion to their number. CHAOS_FUZZ_SEEDS chooses other spoilt
/// messages: one seed, or a range such as 1000000-2000000.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output) : IDisposable
{
    private const string Variable = "CHAOS_FUZZ_SEEDS";
    private const int Fixed = 1 << 18;
    private const int PerByte = 250;
    private const int MostOfParts = 100 << 20;
    private const int PerByteOfNumbers = 20;

    private readonly ActorSystem _system = ActorSystem.Create("fuzz", "akka.loglevel = OFF, akka.stdout-loglevel = OFF");

    private ProtobufSerializer[] Serializers =>
        [new WireSerializer((ExtendedActorSystem)_system), new JournalSerializer((ExtendedActorSystem)_system)];

    public void Dispose() => _system.Dispose();

    [Fact]
    public void Should_read_or_refuse_whatever_arrives()
    {
        var valid = Valid();
        var pool = valid.Select(message => message.Bytes).ToList();
        var (first, last) = Seeds(Environment.GetEnvironmentVariable(Variable));
        var failed = new ConcurrentDictionary<int, string>();
        var read = 0;

        Parallel.For(first, last + 1, seed =>
        {
            var random = new Random(seed);
            var (serializer, manifest, bytes) = valid[random.Next(valid.Count)];
            bytes = new Mutation(random, pool).Of(bytes);
            // Now and then under another name, or one that nobody knows.
            if (random.Next(10) == 0) manifest = valid[random.Next(valid.Count)].Manifest;
            if (random.Next(100) == 0) manifest += "x";
            if (Receive(serializer, manifest, bytes, out var problem) is not null) Interlocked.Increment(ref read);
            if (problem is not null) failed[seed] = $"{serializer.GetType().Name} \"{manifest}\" {Convert.ToHexStringLower(bytes)}: {problem}";
        });

        output.WriteLine($"Seeds {first} to {last}: {read} spoilt messages were read, {last + 1 - first - read} refused.");
        Assert.True(failed.IsEmpty, string.Join('\n', failed.OrderBy(f => f.Value.Length).Take(5).Select(f =>
            $"Seed {f.Key} fails. See it happen with:  {Variable}={f.Key} dotnet test tests/Messages.Tests\n{f.Value}")));
        Assert.InRange(read, (last - first) / 20, last + 1 - first);
    }

    /// <summary>Nothing is as dear as thousands of parts without content: each takes two bytes to say and an object to hold.</summary>
    [Theory]
    [InlineData(100_000)]
    [InlineData(400_000)]
    public void Should_not_be_made_to_allocate_by_repetition(int copies)
    {
        foreach (var (serializer, manifest, bytes) in Valid())
        {
            foreach (var blown in Blown(bytes, copies))
            {
                Receive(serializer, manifest, blown, out var problem);
                Assert.True(problem is null, $"{manifest}: {problem}");
            }
        }
    }

    private static object? Receive(ProtobufSerializer serializer, string manifest, byte[] bytes, out string? problem)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        object? message = null;
        try
        {
            message = serializer.FromBinary(bytes, manifest);
        }
        catch (SerializationException)
        {
        }
        catch (Exception e)
        {
            problem = e.ToString();
            return null;
        }
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var allowed = Math.Min(Fixed + (long)PerByte * bytes.Length, MostOfParts + (long)PerByteOfNumbers * bytes.Length);
        problem = allocated <= allowed ? null : $"{allocated} bytes allocated for {bytes.Length} received";
        if (message is null || bytes.Length > 4096) return message;
        // Protobuf does not write a negative zero that stands alone.
        var (here, there) = (Describe.Value(message), Describe.Value(serializer.FromBinary(serializer.ToBinary(message), manifest)));
        if (here.Replace("= -0", "= 0") != there.Replace("= -0", "= 0")) problem = "It changes when it is sent on.";
        return message;
    }

    private List<(ProtobufSerializer Serializer, string Manifest, byte[] Bytes)> Valid() =>
    [
        .. Serializers.SelectMany(serializer => new object[][] { [.. Samples.Wire], [.. Samples.Events, Samples.Snapshot] }
            .SelectMany(samples => samples)
            .Where(sample => serializer.Types.Contains(sample.GetType()))
            .Select(sample => (serializer, serializer.Manifest(sample), serializer.ToBinary(sample)))),
    ];

    // The message with each of its parts, at any depth, in many empty copies.
    private static IEnumerable<byte[]> Blown(byte[] message, int copies)
    {
        var fields = Field.Read(message) ?? [];
        for (var at = 0; at < fields.Count; at++)
        {
            var field = fields[at];
            if (field.Bytes.Length == 0) continue;
            var empty = Enumerable.Repeat(Field.Of(field.Number, []), copies);
            yield return Field.Write([.. fields[..at], .. empty, .. fields[at..]]);
            foreach (var inner in Blown(field.Bytes, copies))
                yield return Field.Write([.. fields[..at], field with { Bytes = inner }, .. fields[(at + 1)..]]);
        }
    }

    private static (int First, int Last) Seeds(string? chosen)
    {
        if (string.IsNullOrEmpty(chosen)) return (0, 99_999);
        var ends = chosen.Split('-');
        return (int.Parse(ends[0], CultureInfo.InvariantCulture), int.Parse(ends[^1], CultureInfo.InvariantCulture));
    }
}
