using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Coordinator.Results;

/// <summary>
/// Users' own data files, by the SHA-256 of what they hold, in the database that all coordinators share: in parts, so that neither an
/// upload nor a trainer's question takes the memory of a whole file. Every method opens a (pooled) connection of its own and may be
/// called from any thread.
/// </summary>
public sealed class DataStore
{
    /// <summary>Bytes of every part but the last: a message between nodes carries one, and heartbeats wait behind it.</summary>
    public const int PartBytes = 512 * 1024;

    /// <summary>The largest file: no reader of data takes a larger one.</summary>
    public const long LargestFile = int.MaxValue;

    private const string Columns = "SELECT sha256, length, stored FROM data_files";

    // After which an upload that has not ended is taken for given up.
    private static readonly TimeSpan LongestUpload = TimeSpan.FromHours(24);

    private readonly Database _database;
    private readonly TimeProvider _time;

    /// <summary>Uses a database whose tables <see cref="ResultsStore"/> has made.</summary>
    public DataStore(Database database, TimeProvider time) => (_database, _time) = (database, time);

    /// <summary>All files, by hash.</summary>
    public IReadOnlyList<StoredFile> All()
    {
        using var connection = _database.Connect(readOnly: false);
        return [.. connection.Query(Columns + " ORDER BY sha256", [], Read)];
    }

    /// <summary>A file; null where it is not.</summary>
    public StoredFile? Find(string sha256)
    {
        using var connection = _database.Connect(readOnly: false);
        return connection.Query(Columns + " WHERE sha256 = @sha256", [("sha256", sha256)], Read).SingleOrDefault();
    }

    /// <summary>A part of a file, from 0; null where there is no such file or part.</summary>
    public byte[]? Part(string sha256, int part)
    {
        using var connection = _database.Connect(readOnly: false);
        return connection.Query(
            "SELECT data FROM data_parts JOIN data_files ON data_parts.upload = data_files.upload WHERE sha256 = @sha256 AND part = @part",
            [("sha256", sha256), ("part", part)], row => row.GetFieldValue<byte[]>(0)).SingleOrDefault();
    }

    /// <summary>
    /// Keeps a file. It is there for others once all of it has come and is what its name says; one that is there already is not
    /// written again.
    /// </summary>
    /// <param name="sha256">Its SHA-256, as <see cref="DataReference.IsHash"/> wants it.</param>
    /// <param name="content">Its bytes; read to the end, in order.</param>
    /// <param name="limit">The most bytes of all files together.</param>
    /// <param name="cancellation">Stops it; nothing is kept.</param>
    /// <returns>The file, and whether it is new.</returns>
    /// <exception cref="DataRefusedException">It is another file than its name says, or too large, or there is no room.</exception>
    public async Task<(StoredFile Data, bool IsNew)> PutAsync(string sha256, Stream content, long limit, CancellationToken cancellation)
    {
        if (!DataReference.IsHash(sha256))
            throw new DataRefusedException(DataRefusal.BadName, $"{sha256}: expected 64 hexadecimal digits in lower case, the SHA-256 of the file.");
        if (Find(sha256) is { } there) return (there, false);
        Sweep();
        var upload = Guid.NewGuid().ToString("N");
        try
        {
            var length = await WritePartsAsync(upload, sha256, content, limit, cancellation);
            return Publish(sha256, upload, length);
        }
        catch
        {
            Forget(upload);
            throw;
        }
    }

    /// <summary>Removes a file. Who asks has to know that no campaign needs it.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Remove(string sha256)
    {
        using var connection = _database.Connect(readOnly: false);
        using var transaction = connection.BeginTransaction();
        connection.Execute(
            "DELETE FROM data_parts WHERE upload IN (SELECT upload FROM data_files WHERE sha256 = @sha256)", ("sha256", sha256));
        var removed = connection.Execute("DELETE FROM data_files WHERE sha256 = @sha256", ("sha256", sha256)) > 0;
        transaction.Commit();
        return removed;
    }

    private async Task<long> WritePartsAsync(string upload, string sha256, Stream content, long limit, CancellationToken cancellation)
    {
        var used = Used();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[PartBytes];
        var length = 0L;
        for (var part = 0; ; part++)
        {
            var read = await content.ReadAtLeastAsync(buffer, PartBytes, throwOnEndOfStream: false, cancellation);
            length += read;
            if (length > LargestFile)
                throw new DataRefusedException(DataRefusal.TooLarge, $"The file has more than {LargestFile} bytes; a task's data are at most 2 GiB.");
            if (used + length > limit)
            {
                throw new DataRefusedException(DataRefusal.NoRoom,
                    $"All files together may have {limit >> 20} MiB, {used >> 20} MiB are taken, and this one does not go in beside "
                    + "them. Remove some that no campaign needs, or raise Storage:DataLimit.");
            }
            if (read == 0 && part > 0) break;
            hash.AppendData(buffer, 0, read);
            Write(upload, part, buffer.AsSpan(0, read).ToArray());
            if (read < PartBytes) break;
        }
        var found = Convert.ToHexStringLower(hash.GetHashAndReset());
        return found == sha256
            ? length
            : throw new DataRefusedException(DataRefusal.OtherContent, $"What came has the SHA-256 {found} and not {sha256}. Send the file again, or name it by what it holds.");
    }

    private void Write(string upload, int part, byte[] data)
    {
        using var connection = _database.Connect(readOnly: false);
        connection.Execute(
            "INSERT INTO data_parts (upload, part, stored, data) VALUES (@upload, @part, @stored, @data)",
            ("upload", upload), ("part", part), ("stored", Text(_time.GetUtcNow())), ("data", data));
    }

    // Two may have sent the same file at once: the first row counts. And one that took days has lost parts to a sweep.
    private (StoredFile Data, bool IsNew) Publish(string sha256, string upload, long length)
    {
        var data = new StoredFile(sha256, length, _time.GetUtcNow());
        using var connection = _database.Connect(readOnly: false);
        var put = connection.Execute(
            """
            INSERT INTO data_files (sha256, upload, length, stored)
            SELECT @sha256, @upload, @length, @stored WHERE (SELECT COUNT(*) FROM data_parts WHERE upload = @upload) = @parts
            ON CONFLICT (sha256) DO NOTHING
            """,
            ("sha256", sha256), ("upload", upload), ("length", length), ("stored", Text(data.Stored)), ("parts", data.Parts));
        if (put > 0) return (data, true);
        Forget(upload);
        return (Find(sha256) ?? throw new DataRefusedException(
            DataRefusal.TooSlow, $"The upload took longer than {LongestUpload.TotalHours:0} hours, and its beginning was given up. Send it again."), false);
    }

    private void Forget(string upload)
    {
        try
        {
            using var connection = _database.Connect(readOnly: false);
            connection.Execute("DELETE FROM data_parts WHERE upload = @upload", ("upload", upload));
        }
        catch (DbException)
        {
            // Swept a day later.
        }
    }

    // What uploads left behind that ended with their coordinator.
    private void Sweep()
    {
        using var connection = _database.Connect(readOnly: false);
        connection.Execute(
            "DELETE FROM data_parts WHERE stored < @old AND upload NOT IN (SELECT upload FROM data_files)",
            ("old", Text(_time.GetUtcNow() - LongestUpload)));
    }

    private long Used()
    {
        using var connection = _database.Connect(readOnly: false);
        return connection.Query("SELECT length FROM data_files", [], row => row.GetInt64(0)).Sum();
    }

    private static StoredFile Read(DbDataReader row) => new(
        row.GetString(0), row.GetInt64(1), DateTimeOffset.Parse(row.GetString(2), CultureInfo.InvariantCulture));

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
