using Chaos.Actors.Cli.Outputs;

namespace Chaos.Actors.Cli.Screens;

/// <summary>stdout and stderr. Nothing else in this program touches those of <see cref="Console"/>.</summary>
internal static class StandardStreams
{
    private const int Stdout = 1;
    private const int Stderr = 2;

    /// <summary>Whether there is a stderr at all (<c>2>&amp;-</c>).</summary>
    public static bool HasError { get; } = Posix.IsInherited(Stderr);

    /// <summary>
    /// For results. Throws an <see cref="OutputException"/> where they cannot be written; a reader that has had enough
    /// (<c>| head</c>) is none, and .NET says nothing of it.
    /// </summary>
    public static TextWriter Output { get; } = Posix.IsInherited(Stdout)
        ? new GuardedWriter(Console.Out, e => throw Unwritable(OutputException.Reason(e), e))
        : new GuardedWriter(new ClosedWriter(), e => throw Unwritable("it is closed", e));

    /// <summary>For everything else. What cannot be shown is no reason to stop, so it never throws.</summary>
    public static TextWriter Error { get; } = HasError ? new GuardedWriter(Console.Error, _ => { }) : TextWriter.Null;

    private static OutputException Unwritable(string reason, Exception error) =>
        new("stdout", reason, "send the results somewhere else, such as into a file with room", error);

    private sealed class ClosedWriter : TextWriter
    {
        public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;

        public override void Write(char value) => throw new IOException();

        public override void Write(char[] buffer, int index, int count) => throw new IOException();

        public override void Write(string? value) => throw new IOException();

        public override void Flush()
        {
        }
    }
}
