using System.Runtime.CompilerServices;

namespace Chaos.Actors.Dashboard.Tests;

/// <summary>The browser that tests drive: Debian's, or the one that CHAOS_CHROMIUM names.</summary>
internal static class Chromium
{
    /// <summary>The program; null where there is none.</summary>
    public static string? Path { get; } = ((string?[])[Environment.GetEnvironmentVariable("CHAOS_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"])
        .FirstOrDefault(File.Exists);
}

/// <summary>A test in a browser; skipped where there is none.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (Chromium.Path is null) Skip = "needs Chromium (CHAOS_CHROMIUM may name one)";
    }
}

/// <summary>The same for several cases.</summary>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (Chromium.Path is null) Skip = "needs Chromium (CHAOS_CHROMIUM may name one)";
    }
}
