using System.Runtime.CompilerServices;

namespace Chaos.Actors.Cli.Tests.Programs;

/// <summary>A test that needs Python with some packages (names, spaces between them); skipped, with their names, where there is none.</summary>
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute(string packages, [CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        var names = packages.Split(' ');
        if (Python.With(names) is null) Skip = $"needs a Python with {string.Join(", ", names)} (CHAOS_PYTHON may name one)";
    }
}
