using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Chaos.Actors.Analysis.Reports;

/// <summary>The dashboard of src/Dashboard: one page with its script and style sheet in it, which loads nothing but documents of the API.</summary>
public static class DashboardPage
{
    /// <summary>The page.</summary>
    public static string Html { get; } = Resource();

    /// <summary>Its script.</summary>
    public static string Script { get; } = Between("<script>", "</script>");

    /// <summary>Its style sheet.</summary>
    public static string Style { get; } = Between("<style>", "</style>");

    /// <summary>How a content security policy names the script, so that no other runs.</summary>
    public static string ScriptHash { get; } = Hash(Script);

    /// <summary>The content security policy of the page: its own script and style sheet, and questions to where it came from.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; script-src {ScriptHash}; style-src {Hash(Style)}; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    private static string Between(string start, string end)
    {
        var from = Html.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return Html[from..Html.IndexOf(end, from, StringComparison.Ordinal)];
    }

    private static string Resource()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("dashboard.html")!;
        return new StreamReader(stream).ReadToEnd();
    }
}
