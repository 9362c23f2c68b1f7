using System.Text;
using Chaos.Actors.Campaigns.Files;

namespace Chaos.Actors.Campaigns.Tests;

/// <summary>
/// Whatever is in a campaign file, the answer is a campaign or a <see cref="CampaignFileException"/> that says where. (YamlDotNet's
/// scanner threw InvalidOperationException for 38 of 900 random typing errors.)
/// </summary>
public sealed class CampaignFileFuzzTests
{
    private const int Mutations = 3000;

    // What typing errors and other editors leave behind.
    private static readonly string[] Pieces =
    [
        "[", "]", "{", "}", ":", ",", "- ", "\t", "\n", "\r\n", "\r", "#", "&a ", "*a", "!!int ", "'", "\"", "|", ">", "%", "@", "`", "?",
        "---\n", "...\n", "\\", "\uFEFF", "\u0085", "\u2028", "\u0001", "é", "😀", "1e-400", "1e400", "~", "null", "  ", "task: iris\n",
        "seeds: 3\n", "<<: ", "\"\\x", "!<", "%TAG ! x:\n", "0x10", "99999999999999999999", ".nan",
    ];

    public static TheoryData<string> Files => [.. Directory.GetFiles(Campaigns, "*.yaml").Select(file => Path.GetFileName(file)!)];

    private static string Campaigns
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder!.FullName, "Chaos.Actors.sln"))) folder = folder.Parent;
            return Path.Combine(folder.FullName, "campaigns");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Should_answer_every_typing_error_with_a_campaign_or_a_place(string file)
    {
        const int seed = 20261128;
        var text = File.ReadAllText(Path.Combine(Campaigns, file));
        var random = new Random(seed);
        for (var k = 0; k < Mutations; k++)
        {
            var mutated = Mutate(text, random);
            ShouldSayWhere(mutated, $"{file}, seed {seed}, mutation {k}");
        }
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("a: ")]
    [InlineData("a: [\n")]
    [InlineData("[a: ")]
    [InlineData("[{")]
    [InlineData("'")]
    [InlineData("\"\\x41")]
    [InlineData("&a ")]
    [InlineData("*a ")]
    [InlineData("!")]
    [InlineData("%TAG ! x\n")]
    [InlineData("a: b\n")]
    [InlineData("- - a\n")]
    [InlineData("--- \n")]
    [InlineData("\t")]
    [InlineData("[? ")]
    [InlineData("{? a ")]
    [InlineData("a: 1, ")]
    [InlineData("architectures: [4-tanh,")]
    [InlineData("|\n")]
    public void Should_answer_a_megabyte_of_anything_in_bounded_memory(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, CampaignFile.MaximumBytes / piece.Length));
        var before = GC.GetAllocatedBytesForCurrentThread();
        ShouldSayWhere(text, piece);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400L << 20);
    }

    [Theory]
    [InlineData("task: iris\narchitectures: [4-tanh\nlearningRates: [1]\nseeds: 1\n",
        "x.yaml:3:1: not valid YAML: the [ of line 2, column 16 is not closed, expected a comma or ]")]
    [InlineData("task: iris\nperturbation: {count: 2\nseeds: 1\n",
        "x.yaml:3:1: not valid YAML: the { of line 2, column 15 is not closed, expected a comma or }")]
    [InlineData("task: iris\narchitectures: [4-tanh]\nlearningRates: [1]\nperturbation:\n\tcount: 2\nseeds: 1\n",
        "x.yaml:5:1: not valid YAML: found a tab in the indentation, expected spaces")]
    [InlineData("task: iris\r\nperturbation:\r\n  count: 2\r\n \tepsilon: 1\r\n",
        "x.yaml:4:2: not valid YAML: found a tab in the indentation, expected spaces")]
    public void Should_say_where_a_bracket_was_opened_and_where_a_tab_is(string text, string message) =>
        Assert.Equal(message, Assert.Throws<CampaignFileException>(() => CampaignFile.Parse(text, "x.yaml")).Message);

    [Fact]
    public void Should_read_what_editors_of_other_systems_write_and_say_what_they_should_write()
    {
        const string text = "task: iris\narchitectures: [4-tanh]\nlearningRates: [1]\nseeds: 1\n";
        var path = Path.Combine(Directory.CreateTempSubdirectory("chaos-campaign-").FullName, "x.yaml");
        try
        {
            var expected = CampaignFile.Parse(text, path);
            foreach (var same in (string[])[text, "\uFEFF" + text, text.Replace("\n", "\r\n"), text.Replace("\n", "\r")])
            {
                File.WriteAllText(path, same);
                Assert.Equal(expected.Architectures, CampaignFile.Read(path).Campaign.Architectures);
                Assert.Equal(expected.Seeds, CampaignFile.Read(path).Campaign.Seeds);
            }

            File.WriteAllText(path, text, Encoding.Unicode);
            Refused(path, 1, 1, "UTF-16");
            File.WriteAllText(path, text, Encoding.BigEndianUnicode);
            Refused(path, 1, 1, "UTF-16");
            File.WriteAllBytes(path, new UnicodeEncoding(false, false).GetBytes(text));
            Refused(path, 1, 2, "not text");
            File.WriteAllBytes(path, [.. Encoding.UTF8.GetBytes(text), .. "name: caf"u8, 0xE9]);
            Refused(path, 5, 10, "not UTF-8");
            File.WriteAllBytes(path, [.. Enumerable.Repeat((byte)'#', 10 << 20)]);
            Assert.Contains("larger than 1 MB", Assert.Throws<CampaignFileException>(() => CampaignFile.Read(path)).Message);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }

        static void Refused(string path, int line, int column, string what)
        {
            var problem = Assert.Single(Assert.Throws<CampaignFileException>(() => CampaignFile.Read(path)).Problems);
            Assert.Equal((line, column), (problem.Line, problem.Column));
            Assert.Contains(what, problem.Message);
            Assert.Contains("UTF-8", problem.Message);
        }
    }

    private static void ShouldSayWhere(string text, string what)
    {
        try
        {
            CampaignFile.Parse(text, "x.yaml");
        }
        catch (CampaignFileException e)
        {
            var lines = text.Split('\n', '\r', '\u0085', '\u2028', '\u2029').Length;
            Assert.All(e.Problems, problem =>
            {
                Assert.InRange(problem.Line, 1, lines + 1);
                Assert.InRange(problem.Column, 1, text.Length + 2);
            });
        }
        catch (Exception e)
        {
            Assert.Fail($"{what}: {e}\n{(text.Length < 5000 ? text : "")}");
        }
    }

    private static string Mutate(string text, Random random)
    {
        var changed = new StringBuilder(text);
        for (var edits = random.Next(1, 4); edits > 0 && changed.Length > 0; edits--)
        {
            var at = random.Next(changed.Length);
            switch (random.Next(5))
            {
                case 0:
                    changed.Remove(at, Math.Min(random.Next(1, 4), changed.Length - at));
                    break;
                case 1:
                    changed.Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 2:
                    changed[at] = (char)random.Next(1, 0x250);
                    break;
                case 3:
                    changed.Insert(at, changed.ToString(at, Math.Min(random.Next(1, 40), changed.Length - at)));
                    break;
                default:
                    (changed[at], changed[^1]) = (changed[^1], changed[at]);
                    break;
            }
        }
        return changed.ToString();
    }
}
