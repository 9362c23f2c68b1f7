using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Chaos.Actors.Cli.Screens;

/// <summary>What the two output streams are: a terminal of some size with or without colours, or a file or pipe.</summary>
internal sealed class Screen
{
    private const int UnboundedWidth = 200;

    /// <summary>Whether stderr can be rewritten in place.</summary>
    public static bool IsLive => !Console.IsErrorRedirected && Variable("TERM") != "dumb";

    /// <summary>Columns of the terminal; 80 when it does not say.</summary>
    public static int Width => Size(() => Console.WindowWidth, "COLUMNS", 80);

    /// <summary>Rows of the terminal; 24 when it does not say.</summary>
    public static int Height => Size(() => Console.WindowHeight, "LINES", 24);

    /// <summary>Writes a table to stdout; better a line the terminal wraps than a cell broken in two.</summary>
    public static void Result(Table table) => Console.Out.Write(Render(table, UnboundedWidth, !Console.IsOutputRedirected));

    /// <summary>Writes a paragraph to stdout, broken between words on a terminal.</summary>
    public static void Paragraph(string text) => Console.Out.Write(
        Console.IsOutputRedirected ? text + "\n" : Render(new Text(text), Width, terminal: true));

    /// <summary>Writes a line of results to stdout.</summary>
    public static void Result(string line) => Console.Out.WriteLine(line);

    /// <summary>Writes a line for the user to stderr.</summary>
    public static void Message(string line) => Console.Error.WriteLine(IsLive ? "\r\e[K" + line : line);

    /// <summary>The text of some content, lines without trailing blanks.</summary>
    public static string Render(IRenderable content, int width, bool terminal)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var colours = terminal && Variable("NO_COLOR") is null && Variable("TERM") != "dumb";
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        console.Write(content);
        var lines = text.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        return string.Concat(lines.Select(line => line.TrimEnd(' ') + "\n"));
    }

    private static int Size(Func<int> ask, string variable, int otherwise)
    {
        try
        {
            if (ask() is > 0 and var size) return size;
        }
        catch (IOException)
        {
            // Not a terminal that knows its size.
        }
        return int.TryParse(Variable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var said) && said > 0
            ? said
            : otherwise;
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
