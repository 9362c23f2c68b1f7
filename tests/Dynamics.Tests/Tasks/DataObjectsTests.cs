using System.Security.Cryptography;
using System.Text;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Tests.Tasks;

public sealed class DataObjectsTests : IDisposable
{
    private const string Rows = "a,b,label\n1,2,x\n2,1,y\n3,3,x\n4,1,y\n5,5,x\n6,0,y\n7,7,x\n8,2,y\n9,9,x\n10,1,y\n";

    private readonly TemporaryFolder _folder = new();
    private readonly Source _source = new();
    private readonly DataObjects _objects;

    public DataObjectsTests() => _objects = new DataObjects(Objects, _source);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_name_a_file_by_its_content_and_its_name()
    {
        var path = _folder.Write("my wine.csv", Rows);
        var reference = DataReference.Of(path);
        Assert.Equal("my wine.csv", reference.Name);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Rows))), reference.Sha256);
        Assert.Equal(reference, DataReference.Parse(reference.ToString()));
        Assert.Equal(reference with { Name = null }, DataReference.Parse("sha256:" + reference.Sha256));
    }

    [Theory]
    [InlineData("sha256:")]
    [InlineData("sha256:12")]
    [InlineData("sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    [InlineData("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855/")]
    [InlineData("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855/../../etc/passwd")]
    [InlineData("sha256:../../../../etc/passwd0000000000000000000000000000000000000000000")]
    [InlineData("SHA256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public void Should_take_nothing_else_for_a_reference(string path)
    {
        Assert.Null(DataReference.Parse(path));
        Assert.True(DataReference.IsMeant(path));
        Assert.Contains("64 hexadecimal digits", Assert.Throws<TaskDataException>(() => Local(path)).Message);
        Assert.Equal(0, _source.Asked);
    }

    [Fact]
    public void Should_read_the_same_task_by_reference_as_by_path_and_fetch_it_once()
    {
        var path = _folder.Write("rows.csv", Rows);
        var reference = _source.Add(Encoding.UTF8.GetBytes(Rows));
        var whole = TaskReader.Read(Task(path), _folder.Path);
        var local = Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8).Select(_ => Local($"{reference}/rows.csv")).ToList();
        Assert.All(local, task => Assert.Equal(whole.ContentHash, TaskReader.Read(task, _folder.Path).ContentHash));
        Assert.Equal(1, _source.Asked);
        Assert.Single(Directory.GetFiles(Objects));
    }

    [Fact]
    public void Should_not_keep_what_is_not_what_its_name_says()
    {
        var reference = _source.Add("something else"u8.ToArray(), new string('a', 64));
        var refused = Assert.Throws<TaskDataException>(() => Local(reference.ToString()));
        Assert.Contains("damaged on the way", refused.Message);
        Assert.Empty(Directory.GetFiles(Objects));
    }

    [Fact]
    public void Should_leave_nothing_when_it_is_called_off_or_nobody_has_it()
    {
        Assert.Throws<TaskDataException>(() => Local("sha256:" + new string('b', 64)));
        var reference = _source.Add(new byte[1000]);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => _objects.Local(Task(reference.ToString()), cancelled.Token));
        Assert.Empty(Directory.GetFiles(Objects));
    }

    [Fact]
    public void Should_say_that_a_reference_means_nothing_without_a_cluster() => Assert.Contains(
        "on a cluster's coordinator",
        Assert.Throws<TaskDataException>(() => TaskReader.Read(Task("sha256:" + new string('c', 64)), _folder.Path)).Message);

    [Fact]
    public void Should_leave_alone_what_is_named_by_a_path_or_ships()
    {
        var task = Task("/nowhere/rows.csv");
        Assert.Same(task, _objects.Local(task, CancellationToken.None));
        var shipped = new TaskSpec("iris");
        Assert.Same(shipped, _objects.Local(shipped, CancellationToken.None));
    }

    private string Objects => Path.Combine(_folder.Path, "objects");

    private TaskSpec Local(string path) => _objects.Local(Task(path), CancellationToken.None);

    private static TaskSpec Task(string path) => new("rows", Files: new CsvFiles(path));

    private sealed class Source : IDataSource
    {
        private readonly Dictionary<string, byte[]> _files = [];
        private int _asked;

        public int Asked => _asked;

        public DataReference Add(byte[] bytes, string? hash = null)
        {
            var reference = new DataReference(hash ?? Convert.ToHexStringLower(SHA256.HashData(bytes)));
            _files[reference.Sha256] = bytes;
            return reference;
        }

        public void Copy(DataReference reference, Stream destination, CancellationToken cancellation)
        {
            Interlocked.Increment(ref _asked);
            if (!_files.TryGetValue(reference.Sha256, out var bytes)) throw new TaskDataException("not here");
            destination.Write(bytes.AsSpan(0, bytes.Length / 2));
            cancellation.ThrowIfCancellationRequested();
            destination.Write(bytes.AsSpan(bytes.Length / 2));
        }
    }
}
