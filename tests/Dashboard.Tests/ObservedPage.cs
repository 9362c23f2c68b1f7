using Microsoft.Playwright;

namespace Chaos.Actors.Dashboard.Tests;

/// <summary>A page in a browser that may complain of nothing, and ask nobody but where it came from.</summary>
public sealed class ObservedPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly Uri _address;
    private readonly List<string> _complaints = [];

    public ObservedPage(IBrowserContext context, IPage page, Uri address)
    {
        (_context, Page, _address) = (context, page, address);
        page.SetDefaultTimeout(60_000);
        // That an answer was refused is what some tests are about; a browser notes it, whoever asked.
        page.Console += (_, message) => { if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)) _complaints.Add(message.Text); };
        page.PageError += (_, error) => _complaints.Add(error);
        page.Request += (_, request) =>
        {
            var asked = new Uri(request.Url);
            if (asked.Scheme is not ("data" or "blob") && (asked.Scheme, asked.Authority) != (address.Scheme, address.Authority)) _complaints.Add($"asked {request.Url}");
        };
    }

    public IPage Page { get; }

    /// <summary>Goes to a place in the page, such as <c>#/c/small</c>.</summary>
    public Task GoAsync(string fragment) => Page.GotoAsync(new Uri(_address, "/" + fragment).AbsoluteUri);

    /// <summary>What the panel of an item says under a name.</summary>
    public Task<string> FactAsync(string name) => Page.Locator(".panel dt", new() { HasTextRegex = new($"^{name}$") }).Locator("xpath=following-sibling::dd").InnerTextAsync();

    /// <summary>Whether something is wider than the window.</summary>
    public Task<bool> OverflowsAsync() => Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth");

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        Assert.Empty(_complaints);
    }
}
