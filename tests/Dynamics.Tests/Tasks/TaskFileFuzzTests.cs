using System.Text;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Tests.Tasks;

/// <summary>Whatever is in a data file, the answer is a task or a <see cref="TaskDataException"/>, in memory bounded by the file's size.</summary>
public sealed class TaskFileFuzzTests : IDisposable
{
    private const int Mutations = 2000;
    private const int Seed = 20261128;

    private static readonly string[] Pieces =
    [
        ",", "\"", "\"\"", "\n", "\r", "\r\n", "\t", ";", " ", "NaN", "Infinity", "-", "1e999", "1e-400", "0x1F", "é", "\0", "\uFEFF", "😀",
        "label", "?", "00", "-1", "256", "1.5", ",,", "\n\n", "O.1", "٣",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("x,y,kind\n")]
    [InlineData("20,2,a,b,c\n")]
    public void Should_answer_any_table(string? header)
    {
        var whole = header + string.Concat(Enumerable.Range(0, 20).Select(i => FormattableString.Invariant($"{i * 0.7},{i % 4},{i % 3}\n")));
        var random = new Random(Seed);
        for (var k = 0; k < Mutations; k++)
        {
            var text = new StringBuilder(whole);
            for (var edits = random.Next(1, 5); edits > 0; edits--)
            {
                var at = random.Next(text.Length);
                if (random.Next(3) == 0) text.Remove(at, Math.Min(random.Next(1, 6), text.Length - at));
                else text.Insert(at, Pieces[random.Next(Pieces.Length)]);
            }

            var path = _folder.Write("fuzz.csv", text.ToString());
            var files = new CsvFiles(path, random.Next(2) == 0 ? null : path, (CsvStandardise)random.Next(3))
            {
                Target = (CsvTarget)random.Next(2),
                Label = random.Next(3) == 0 ? "x" : null,
            };
            ShouldAnswer(files, $"mutation {k} (seed {Seed}) {files}:\n{text}");
        }
    }

    [Fact]
    public void Should_answer_any_cifar_files()
    {
        var random = new Random(Seed);
        byte[] whole = [.. Enumerable.Range(0, 3 * 3073).Select(i => (byte)(i % 3073 == 0 ? i / 3073 : i % 7))];
        for (var k = 0; k < 200; k++)
        {
            byte[] file = [.. whole];
            for (var edits = random.Next(0, 4); edits > 0; edits--)
            {
                if (file.Length > 0 && random.Next(2) == 0) file[random.Next(4) * 3073 % file.Length] = (byte)random.Next(256);
                else if (random.Next(2) == 0) file = file[..random.Next(file.Length + 1)];
                else file = random.Next(2) == 0 ? [.. file, .. new byte[random.Next(1, 3074)]] : TemporaryFolder.Gzip(file);
            }

            var paths = new[] { _folder.Write("cifar0", file), _folder.Write("cifar1", whole) };
            ShouldAnswer(new CifarFiles(paths, paths[random.Next(2)]) { Pixels = (PixelScale)random.Next(3) }, $"mutation {k} (seed {Seed})");
        }
    }

    [Fact]
    public void Should_answer_any_idx_files()
    {
        var random = new Random(Seed);
        byte[] images = TemporaryFolder.Idx([6, 2, 2], [.. Enumerable.Range(0, 24).Select(i => (byte)(10 * i))]);
        byte[] labels = TemporaryFolder.Idx([6], 0, 1, 2, 0, 1, 2);
        for (var k = 0; k < Mutations; k++)
        {
            byte[][] files = [[.. images], [.. labels], [.. images], [.. labels]];
            for (var edits = random.Next(1, 4); edits > 0; edits--)
            {
                ref var file = ref files[random.Next(4)];
                var zipped = random.Next(4) == 0;
                if (zipped) file = TemporaryFolder.Gzip(file);
                switch (random.Next(3))
                {
                    case 0:
                        file = file[..random.Next(file.Length)];
                        break;
                    case 1 when file.Length > 0:
                        file[random.Next(Math.Min(file.Length, random.Next(2) == 0 ? 20 : file.Length))] = (byte)random.Next(256);
                        break;
                    default:
                        file = [.. file, .. new byte[random.Next(1, 9)]];
                        break;
                }
            }

            var paths = files.Select((content, f) => _folder.Write($"idx{f}", content)).ToArray();
            ShouldAnswer(new IdxFiles(paths[0], paths[1], paths[2], paths[3]), $"mutation {k} (seed {Seed})");
        }
    }

    private static void ShouldAnswer(TaskFiles files, string what)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var task = TaskReader.Read(new TaskSpec("fuzz", Files: files), "unused");
            Assert.All(task.Train.Labels.Concat(task.Test.Labels), label => Assert.InRange(label, 0, task.Classes - 1));
            Assert.All((task.Train.Targets ?? []).Concat(task.Test.Targets ?? []), target => Assert.True(double.IsFinite(target)));
        }
        catch (TaskDataException)
        {
        }
        catch (Exception e)
        {
            Assert.Fail($"{what}\n{e}");
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50L << 20);
    }
}
