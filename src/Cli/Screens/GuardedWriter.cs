using System.Text;

namespace Chaos.Actors.Cli.Screens;

/// <summary>A standard stream, and what becomes of it when it cannot be written: its terminal is gone, its disk is full.</summary>
internal sealed class GuardedWriter(TextWriter stream, Action<Exception> refused) : TextWriter
{
    public override Encoding Encoding => stream.Encoding;

    public override void Write(char value) => Guarded(() => stream.Write(value));

    public override void Write(char[] buffer, int index, int count) => Guarded(() => stream.Write(buffer, index, count));

    public override void Write(string? value) => Guarded(() => stream.Write(value));

    public override void WriteLine(string? value) => Guarded(() => stream.Write(value + "\n"));

    public override void Flush() => Guarded(stream.Flush);

    private void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            refused(e);
        }
    }
}
