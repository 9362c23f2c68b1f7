using System.Buffers.Binary;
using System.Text;
using Chaos.Actors.Cli.PairFiles;

namespace Chaos.Actors.Cli.Tests.PairFiles;

/// <summary>Links, user blocks and damage in HDF5 files of any origin: refused by name, never followed without end.</summary>
public sealed class PairFileLinkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chaos-links-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(byte[] content)
    {
        var path = Path.Combine(_folder, "pair.h5");
        File.WriteAllBytes(path, content);
        return path;
    }

    private static void ShouldRefuse(string path, params string[] expected)
    {
        var message = Assert.Throws<PairFileException>(() => PairFile.ReadInitial(path)).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.All(expected, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Should_refuse_a_soft_link_to_itself() =>
        ShouldRefuse(Fixtures.Path("link-to-itself.h5"), "initial/11 is a link that leads nowhere, in a circle or to another file", "Copy");

    [Fact]
    public void Should_refuse_a_soft_link_to_nothing()
    {
        var bytes = File.ReadAllBytes(Fixtures.Path("link-to-itself.h5"));
        "/initial/99"u8.CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf("/initial/11"u8)));

        ShouldRefuse(Write(bytes), "initial/11 is a link that leads nowhere");
    }

    [Fact]
    public void Should_follow_a_soft_link_to_a_copy()
    {
        var bytes = File.ReadAllBytes(Fixtures.Path("link-to-itself.h5"));
        "/initial/3\0"u8.CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf("/initial/11"u8)));

        var copies = PairFile.ReadInitial(Write(bytes)).Copies;

        Assert.Equal(12, copies.Count);
        Assert.Equal(copies[3], copies[11]);
    }

    [Fact]
    public void Should_refuse_a_link_to_another_file() =>
        ShouldRefuse(Fixtures.Path("link-to-another-file.h5"), "initial/1 is a link that leads nowhere, in a circle or to another file");

    /// <summary>A group that is its own member, by a hard link.</summary>
    [Fact]
    public void Should_refuse_a_group_within_itself()
    {
        var bytes = File.ReadAllBytes(Fixtures.Path("iris-like.h5"));
        // Old groups keep their members in nodes "SNOD": eight bytes, then 40 bytes a member, its address the second eight of them.
        var root = bytes.AsSpan().IndexOf("SNOD"u8);
        var initial = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(root + 16));
        var members = root + 4 + bytes.AsSpan(root + 4).IndexOf("SNOD"u8);
        bytes.AsSpan(root + 8 + 8, 32).CopyTo(bytes.AsSpan(members + 8 + 40 + 8, 32));
        Assert.Equal(initial, BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(members + 8 + 48)));

        ShouldRefuse(Write(bytes), "damaged");
    }

    [Theory]
    [InlineData(512)]
    [InlineData(1024)]
    [InlineData(2048)]
    [InlineData(65536)]
    public void Should_read_behind_a_user_block_of_any_size(int size)
    {
        var whole = File.ReadAllBytes(Fixtures.Path("user-block-1024.h5"));
        byte[] moved = [.. Encoding.ASCII.GetBytes(new string('M', size)), .. whole[1024..]];
        // The base address, and the address of the end, which counts from the beginning of the file.
        BinaryPrimitives.WriteInt64LittleEndian(moved.AsSpan(size + 24), size);
        BinaryPrimitives.WriteInt64LittleEndian(moved.AsSpan(size + 40), moved.Length);

        Assert.Equal(PairFile.ReadInitial(Fixtures.Path("iris-like.h5")).Copies, PairFile.ReadInitial(Write(moved)).Copies);
    }

    [Fact]
    public void Should_refuse_sizes_that_the_file_cannot_hold()
    {
        var bytes = File.ReadAllBytes(Fixtures.Path("chunked-gzip.h5"));
        // The dataspace of initial/0/0: version 1, two dimensions, 3 and 4.
        var space = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[3, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0]);
        Assert.True(space > 0);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(space), 20_000);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(space + 8), 10_000);

        ShouldRefuse(Write(bytes), "initial/0/0", "[20000, 10000]", "more than this file");
    }

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Path.GetDirectoryName(Fixtures.Path("x"))!, "*.h5").Select(file => Path.GetFileName(file)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Should_answer_any_damage_with_parameters_or_one_sentence(string name)
    {
        const int seed = 20261128;
        var whole = File.ReadAllBytes(Fixtures.Path(name));
        var random = new Random(seed);
        for (var k = 0; k < 400; k++)
        {
            byte[] bytes = [.. whole];
            for (var edits = random.Next(1, 6); edits > 0; edits--)
            {
                var at = random.Next(bytes.Length);
                if (random.Next(4) == 0)
                {
                    // One place's eight bytes in another's: links and trees that lead where they should not.
                    var from = random.Next(bytes.Length / 8) * 8;
                    bytes.AsSpan(from, Math.Min(8, bytes.Length - from)).CopyTo(bytes.AsSpan(Math.Min(at / 8 * 8, bytes.Length - 8)));
                }
                else bytes[at] = random.Next(3) == 0 ? (byte)255 : (byte)random.Next(256);
            }
            if (random.Next(20) == 0) bytes = bytes[..random.Next(bytes.Length)];
            try
            {
                PairFile.ReadInitial(Write(bytes));
            }
            catch (PairFileException)
            {
            }
            catch (Exception e)
            {
                Assert.Fail($"{name}, seed {seed}, damage {k}: {e}");
            }
        }
    }
}
