using System.Security.Cryptography;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Databases;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Coordinator.Tests.Results;

/// <summary>Data files on either database.</summary>
public abstract class DataStoreTests : IDisposable
{
    private const long Limit = 8L << 20;

    private readonly TestDatabase _database;
    private readonly MovedTime _time = new();
    private readonly DataStore _store;

    protected DataStoreTests(TestDatabase database)
    {
        _database = database;
        ResultsStore.Open(database.Database);
        _store = new DataStore(database.Database, _time);
    }

    public void Dispose()
    {
        _database.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(DataStore.PartBytes - 1)]
    [InlineData(DataStore.PartBytes)]
    [InlineData(2 * DataStore.PartBytes)]
    [InlineData(2 * DataStore.PartBytes + 7)]
    public async Task Should_give_back_every_byte_of_a_file(int length)
    {
        var bytes = Bytes(length);
        var (data, isNew) = await PutAsync(Hash(bytes), new Trickle(bytes));
        Assert.Equal((Hash(bytes), (long)length, true), (data.Sha256, data.Length, isNew));
        Assert.Equal(bytes, Read(data.Sha256));
        Assert.Equal(data, Assert.Single(_store.All()));
        Assert.Null(_store.Part(data.Sha256, data.Parts));
    }

    [Fact]
    public async Task Should_keep_a_file_once()
    {
        var bytes = Bytes(1000);
        await PutAsync(Hash(bytes), new MemoryStream(bytes));
        var (_, isNew) = await PutAsync(Hash(bytes), new MemoryStream([1]));
        Assert.False(isNew);
        Assert.Equal(bytes, Read(Hash(bytes)));
    }

    [Fact]
    public async Task Should_keep_one_of_those_that_come_at_the_same_time()
    {
        var bytes = Bytes(3 * DataStore.PartBytes);
        var put = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => PutAsync(Hash(bytes), new Trickle(bytes)))));
        Assert.Single(put, each => each.IsNew);
        Assert.Equal(bytes, Read(Hash(bytes)));
    }

    [Fact]
    public async Task Should_refuse_what_is_not_what_its_name_says_and_keep_nothing_of_it()
    {
        var bytes = Bytes(DataStore.PartBytes + 1);
        var other = Hash([1, 2, 3]);
        await Refused(DataRefusal.OtherContent, other, new MemoryStream(bytes));
        Assert.Null(_store.Find(other));
        await Refused(DataRefusal.BadName, "../etc/passwd", new MemoryStream(bytes));
        await Refused(DataRefusal.BadName, other.ToUpperInvariant(), new MemoryStream(bytes));
    }

    [Fact]
    public async Task Should_refuse_more_than_there_is_room_for()
    {
        await PutAsync(Hash(Bytes(5 << 20)), new MemoryStream(Bytes(5 << 20)));
        var more = Bytes(4 << 20);
        await Refused(DataRefusal.NoRoom, Hash(more), new MemoryStream(more));
        Assert.True(_store.Remove(Hash(Bytes(5 << 20))));
        Assert.False(_store.Remove(Hash(Bytes(5 << 20))));
        Assert.True((await PutAsync(Hash(more), new MemoryStream(more))).IsNew);
    }

    [Fact]
    public async Task Should_forget_an_upload_that_breaks_off()
    {
        var bytes = Bytes(2 * DataStore.PartBytes);
        await Assert.ThrowsAsync<IOException>(() => PutAsync(Hash(bytes), new Trickle(bytes) { BreaksAt = DataStore.PartBytes + 5 }));
        Assert.Null(_store.Find(Hash(bytes)));
        Assert.Equal(bytes, Read((await PutAsync(Hash(bytes), new MemoryStream(bytes))).Data.Sha256));
    }

    /// <summary>A coordinator that is killed leaves parts behind, and what goes on for days must not become a file with holes.</summary>
    [Fact]
    public async Task Should_sweep_what_an_upload_left_behind_and_never_keep_half_of_one()
    {
        var bytes = Bytes(3 * DataStore.PartBytes);
        var slow = new Halting(bytes, DataStore.PartBytes);
        var upload = PutAsync(Hash(bytes), slow);
        Assert.Equal(1, Parts());
        _time.By = TimeSpan.FromHours(25);
        var small = Bytes(10);
        await PutAsync(Hash(small), new MemoryStream(small));
        Assert.Equal(1, Parts()); // of the small one
        slow.GoOn.SetResult();
        Assert.Equal(DataRefusal.TooSlow, (await Assert.ThrowsAsync<DataRefusedException>(() => upload)).Why);
        Assert.Equal(1, Parts());
        Assert.Null(_store.Find(Hash(bytes)));
    }

    [Fact]
    public async Task Should_serve_a_node_that_reads_it()
    {
        var bytes = Bytes(DataStore.PartBytes + 3);
        await PutAsync(Hash(bytes), new MemoryStream(bytes));
        var copy = new MemoryStream();
        new StoredFileSource(_store).Copy(new DataReference(Hash(bytes)), copy, CancellationToken.None);
        Assert.Equal(bytes, copy.ToArray());
        Assert.Throws<TaskDataException>(
            () => new StoredFileSource(_store).Copy(new DataReference(new string('0', 64)), copy, CancellationToken.None));
    }

    private Task<(StoredFile Data, bool IsNew)> PutAsync(string hash, Stream content) =>
        _store.PutAsync(hash, content, Limit, CancellationToken.None);

    private async Task Refused(DataRefusal why, string hash, Stream content) =>
        Assert.Equal(why, (await Assert.ThrowsAsync<DataRefusedException>(() => PutAsync(hash, content))).Why);

    private byte[] Read(string hash)
    {
        var file = _store.Find(hash)!;
        return [.. Enumerable.Range(0, file.Parts).SelectMany(part => _store.Part(hash, part)!)];
    }

    private long Parts()
    {
        using var connection = _database.Database.Connect(readOnly: false);
        return connection.Query("SELECT COUNT(*) FROM data_parts", [], row => row.GetInt64(0)).Single();
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        return bytes;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private sealed class MovedTime : TimeProvider
    {
        public TimeSpan By { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + By;
    }

    // Stands still in the middle until it is told to go on.
    private sealed class Halting(byte[] bytes, int at) : MemoryStream(bytes)
    {
        public TaskCompletionSource GoOn { get; } = new();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == at) await GoOn.Task;
            return await base.ReadAsync(buffer[..Math.Min(buffer.Length, at)], cancellationToken);
        }
    }

    // As a network gives: little at a time, and sometimes not to the end.
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public long BreaksAt { get; init; } = long.MaxValue;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position >= BreaksAt) throw new IOException("the connection broke");
            return base.ReadAsync(buffer[..Math.Min(buffer.Length, 60_000)], cancellationToken);
        }
    }

}

public sealed class SqliteDataStoreTests() : DataStoreTests(TestDatabase.Sqlite());

public sealed class PostgresDataStoreTests() : DataStoreTests(TestDatabase.Postgres());
