namespace Chaos.Actors.Cli.Tests.Programs;

/// <summary>A test that needs Python with some packages; skipped, with their names, where there is none.</summary>
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute(params string[] packages)
    {
        if (Python.With(packages) is null) Skip = $"needs a Python with {string.Join(", ", packages)} (CHAOS_PYTHON may name one)";
    }
}
