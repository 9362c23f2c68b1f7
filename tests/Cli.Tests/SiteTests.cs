using System.Net;
using System.Text.RegularExpressions;
using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests;

/// <summary>The documentation as a site, made by <c>build/site</c>.</summary>
public sealed class SiteTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [PythonFact("mkdocs material")]
    public async Task Should_lead_somewhere_with_every_link_and_ask_nothing_of_others()
    {
        var made = await Shell.RunAsync(_place.Folder, $"'{Repository.File("build", "site")}' site");
        Assert.True(made.ExitCode == 0, made.ToString());
        var root = new Uri(new Uri(_place.File("site") + "/").AbsoluteUri);
        var pages = Directory.GetFiles(root.LocalPath, "*.html", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "404.html") // its links are those of a site at a host's root
            .ToDictionary(file => file, File.ReadAllText);
        Assert.Contains(_place.File("site", "index.html"), pages.Keys);

        var wrong = new List<string>();
        foreach (var (file, html) in pages)
        {
            if (!html.Contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'self';", StringComparison.Ordinal))
                wrong.Add($"{file}: may ask other hosts");
            foreach (Match tag in Regex.Matches(html, """<(\w+)\b[^>]*?\b(href|src|srcset|action|data)="([^"]*)"[^>]*>"""))
            {
                var (element, address) = (tag.Groups[1].Value, WebUtility.HtmlDecode(tag.Groups[3].Value));
                var target = new Uri(new Uri(new Uri(file).AbsoluteUri), address); // of a mere path, # would be a part
                if (element == "a" && target.Scheme is "http" or "https" or "mailto") continue;
                if (!target.IsFile || !root.IsBaseOf(target)) wrong.Add($"{file}: {tag.Value} is not of the site");
                else if (Missing(target, pages) is { } what) wrong.Add($"{file}: {address}: {what}");
            }
        }
        foreach (var file in Directory.GetFiles(root.LocalPath, "*.css", SearchOption.AllDirectories))
            wrong.AddRange(Regex.Matches(await File.ReadAllTextAsync(file), """(?:url\(|@import)\s*["']?(?:https?:)?//[^)"']*""").Select(match => $"{file}: {match.Value}"));
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.Empty(Unlisted(pages[_place.File("site", "index.html")], pages.Keys, root));
    }

    [PythonFact("mkdocs material")]
    public async Task Should_not_be_made_with_a_link_that_leads_nowhere()
    {
        // The parts of the repository that the site is made of.
        var outcome = await Shell.RunAsync(_place.Folder, $"""
            mkdir copy && cd '{Repository.Root}' && cp -r build docs CHANGELOG.md CONTRIBUTING.md "$OLDPWD/copy" && mkdir "$OLDPWD/copy/python" && cp python/README.md "$OLDPWD/copy/python"
            cd "$OLDPWD/copy" && echo '[gone](gone.md)' >>docs/index.md && build/site site
            """);
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains("gone.md", outcome.Messages);
    }

    // What of an address is not there: the file, or the anchor in it.
    private static string? Missing(Uri target, Dictionary<string, string> pages)
    {
        var file = Directory.Exists(target.LocalPath) ? Path.Combine(target.LocalPath, "index.html") : target.LocalPath;
        if (!File.Exists(file)) return "no such file";
        var anchor = Uri.UnescapeDataString(target.Fragment.TrimStart('#'));
        return anchor.Length == 0 || anchor.StartsWith("__", StringComparison.Ordinal) || !pages.TryGetValue(file, out var html)
            || Regex.IsMatch(html, $"\\b(id|name)=\"{Regex.Escape(WebUtility.HtmlEncode(anchor))}\"") ? null : $"no {target.Fragment} there";
    }

    // Pages that the navigation of the first page does not have.
    private static IEnumerable<string> Unlisted(string first, IEnumerable<string> pages, Uri root)
    {
        var listed = Regex.Matches(first, "href=\"([^\"#]*)\"").Select(match => new Uri(root, match.Groups[1].Value).LocalPath).ToHashSet();
        return pages.Where(page => !listed.Contains(page) && Path.GetFileName(page) != "index.html");
    }
}
