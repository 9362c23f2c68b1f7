using Chaos.Actors.Cli.Help;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Chaos.Actors.Cli.Screens;

/// <summary>What the two output streams are: a terminal of some size with or without colours, or a file or pipe.</summary>
internal sealed class Screen
{
    private const int UnboundedWidth = 200;
    private const int NarrowestText = 20;
    private const int NarrowestHelp = 60;
    private const string ShowCursor = "\e[?25h";

    private static TextWriter _results = StandardStreams.Output;

    /// <summary>Whether stderr can be rewritten in place.</summary>
    public static bool IsLive => StandardStreams.HasError && !Console.IsErrorRedirected && Variable("TERM") != "dumb";

    /// <summary>Columns for help: on fewer, a terminal that breaks its lines is easier to read; longer lines than that are not.</summary>
    public static int HelpWidth => Math.Clamp(Width, NarrowestHelp, HelpText.Widest);

    /// <summary>Columns of the terminal; 80 when it does not say.</summary>
    public static int Width => Size(() => Console.WindowWidth, "COLUMNS", 80);

    /// <summary>Rows of the terminal; 24 when it does not say.</summary>
    public static int Height => Size(() => Console.WindowHeight, "LINES", 24);

    /// <summary>Writes a table to stdout; better a line the terminal wraps than a cell broken in two.</summary>
    public static void Result(Table table) => _results.Write(Render(table, UnboundedWidth, !Console.IsOutputRedirected));

    /// <summary>Writes a paragraph to stdout, broken between words on a terminal.</summary>
    public static void Paragraph(string text) => _results.Write(
        Console.IsOutputRedirected ? text + "\n" : Render(new Text(text), Math.Max(Width, NarrowestText), terminal: true));

    /// <summary>Writes a line of results to stdout.</summary>
    public static void Result(string line) => _results.WriteLine(line);

    /// <summary>Writes a line for the user to stderr.</summary>
    public static void Message(string line) => StandardStreams.Error.WriteLine(IsLive ? "\r\e[K" + line : line);

    /// <summary>Writes something that the next message replaces; nothing off a terminal.</summary>
    public static void Passing(string text)
    {
        if (IsLive) StandardStreams.Error.Write(text + "\r");
    }

    /// <summary>Lets results go to stderr from now on: stdout takes a file.</summary>
    public static void MoveResultsToStderr() => _results = StandardStreams.Error;

    /// <summary>Leaves the terminal as it was found, however the program ends.</summary>
    public static void Restore()
    {
        if (IsLive) StandardStreams.Error.Write(ShowCursor);
    }

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
        console.Profile.Width = Math.Max(1, width);
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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            // Not a terminal that knows its size, or none any more.
        }
        return int.TryParse(Variable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var said) && said > 0
            ? said
            : otherwise;
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
