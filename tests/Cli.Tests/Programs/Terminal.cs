using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Chaos.Actors.Cli.Tests.Programs;

/// <summary>A real terminal with a shell command in it: <c>script</c> of util-linux holds the other end.</summary>
internal sealed class Terminal : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly string _folder;
    private readonly Process _script;
    private readonly StringBuilder _screen = new();

    private Terminal(string folder, Process script)
    {
        (_folder, _script) = (folder, script);
        script.OutputDataReceived += (_, line) =>
        {
            lock (_screen) _screen.Append(line.Data).Append('\n');
        };
        script.ErrorDataReceived += (_, _) => { };
        script.BeginOutputReadLine();
        script.BeginErrorReadLine();
    }

    /// <summary>Everything that was written to it.</summary>
    public string Screen
    {
        get
        {
            lock (_screen) return _screen.ToString();
        }
    }

    /// <summary>Opens one and runs a command in it.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="columns">Its width.</param>
    /// <param name="rows">Its height.</param>
    /// <param name="command">The shell's commands; <c>code</c> in the folder receives the last one's exit status.</param>
    public static Terminal Open(string folder, int columns, int rows, string command) => new(folder, Shell.Start(folder, "script",
        ["-qefc", $"tty > tty; stty cols {columns} rows {rows}; {command}\necho $? > code.new; mv code.new code", "/dev/null"]));

    /// <summary>The user makes the window another size.</summary>
    public void Resize(int columns, int rows) => Assert.Equal(0, MountFactAttribute.Run(
        "stty", "-F", File.ReadAllText(Path.Combine(_folder, "tty")).Trim(), "cols",
        columns.ToString(CultureInfo.InvariantCulture), "rows", rows.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The terminal is gone, all of a sudden.</summary>
    public void Vanish() => _script.Kill();

    /// <summary>Waits for the command's end; returns its exit status.</summary>
    public async Task<int> EndAsync()
    {
        var code = Path.Combine(_folder, "code");
        await BoundedWaits.UntilAsync(() => File.Exists(code), $"the command ends; the screen: {Screen}", Look);
        return int.Parse(await File.ReadAllTextAsync(code), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        if (!_script.HasExited) _script.Kill();
        _script.Dispose();
    }
}
