using System.Text.Json;
using Chaos.Actors.Api;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Api.Tests;
using Chaos.Actors.Cli.Tests.Programs;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chaos.Actors.Dashboard.Tests;

/// <summary>The dashboard in a browser, on a real coordinator.</summary>
public sealed class DashboardTests(DashboardCluster cluster) : IClassFixture<DashboardCluster>
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 60_000 };

    [BrowserFact]
    public async Task Should_ask_for_a_token_once_and_show_a_verdict_as_it_forms()
    {
        await using var observed = await cluster.OpenAsync(token: null);
        var page = observed.Page;
        await observed.GoAsync("");
        await page.GetByLabel("Token").FillAsync(cluster.Writer);
        await page.GetByRole(AriaRole.Button, new() { Name = "Use it" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "small" })).ToBeVisibleAsync(Patiently);

        await cluster.SubmitAsync("forming", Small("forming", seeds: 2));
        await page.GetByRole(AriaRole.Link, new() { Name = "forming" }).ClickAsync(); // it has come by itself
        var verdict = page.Locator(".verdict");
        await Expect(verdict).ToHaveAttributeAsync("data-done", "8", new() { Timeout = 60_000 });
        await cluster.SubmitAsync("forming", Small("forming", seeds: 60));
        await Expect(verdict).ToHaveAttributeAsync("data-done", "240", new() { Timeout = 60_000 });
        await Expect(page.Locator(".head .state")).ToHaveTextAsync("finished", new() { Timeout = 60_000 });
        Assert.Contains(await page.Locator(".verdict .main").InnerTextAsync(), Plain(await SentenceAsync("forming")), StringComparison.Ordinal);

        // From the verdict to a seed that spoils it, and to what was measured of it.
        await page.GetByRole(AriaRole.List, new() { Name = "Seeds that spoil it" }).GetByRole(AriaRole.Button).First.ClickAsync();
        await ShouldShowWhatWasMeasuredAsync(observed, "forming");

        // The token is this tab's: another has to ask for one of its own.
        await using var other = await cluster.OpenAsync(token: null);
        await other.GoAsync("");
        await Expect(other.Page.GetByLabel("Token")).ToBeVisibleAsync(Patiently);
    }

    [BrowserFact]
    public async Task Should_open_the_run_behind_a_point_and_the_command_that_replays_it()
    {
        await using var observed = await cluster.OpenAsync(cluster.Reader);
        var page = observed.Page;
        await observed.GoAsync("#/c/small");
        await Expect(page.Locator(".verdict")).ToBeVisibleAsync(Patiently);
        var plot = page.Locator(".u-over").First;
        await plot.ScrollIntoViewIfNeededAsync();
        var box = (await plot.BoundingBoxAsync())!;
        var tip = page.Locator(".tip").First;
        for (var k = 0; k < 400 && !await tip.IsVisibleAsync(); k++)
            await page.Mouse.MoveAsync(box.X + box.Width * (0.02f + 0.96f * (k % 20) / 19), box.Y + box.Height * (0.05f + 0.045f * (k / 20)));
        var pointed = await tip.InnerTextAsync();
        await page.Mouse.DownAsync();
        await page.Mouse.UpAsync();
        var item = await ShouldShowWhatWasMeasuredAsync(observed, "small");
        Assert.StartsWith($"seed {item.Seed}, η = {item.LearningRate}: λ = ", pointed, StringComparison.Ordinal);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Extend" })).ToHaveCountAsync(0); // who may only look is not offered it

        var command = await page.Locator(".copy code").First.InnerTextAsync();
        Assert.StartsWith("chaos pair ", command, StringComparison.Ordinal);
        using var pair = ChaosProcess.Start(cluster.Folder, [.. command.ReplaceLineEndings(" ").Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1), "--json"]);
        await BoundedWaits.UntilAsync(() => pair.HasEnded, command);
        Assert.Contains(item.Result!.Digest, pair.Log, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Should_try_again_and_extend()
    {
        await using var observed = await cluster.OpenAsync(cluster.Writer);
        var page = observed.Page;
        await observed.GoAsync("#/c/failing");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Failed items" })).ToContainTextAsync(GivenUpItem.Error, new() { Timeout = 60_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Try it again" }).ClickAsync();
        await Expect(page.Locator(".head .state")).ToHaveTextAsync("finished", new() { Timeout = 60_000 });
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Failed items" })).ToHaveCountAsync(0, new() { Timeout = 60_000 });

        await page.GetByLabel("seeds in all").FillAsync("3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Extend to 3 seeds" }).ClickAsync();
        await Expect(page.Locator(".said")).ToContainTextAsync("12 items", new() { Timeout = 60_000 });
        await Expect(page.GetByText("12 of 12 items")).ToBeVisibleAsync(Patiently);
        Assert.Equal(12, (await cluster.GetAsync<StatusDocument>(ApiRoutes.For(ApiRoutes.Campaign, "failing"))).Done);
    }

    [BrowserFact]
    public async Task Should_go_on_when_the_coordinator_was_killed_and_is_back()
    {
        await cluster.SubmitAsync("long", Small("long", seeds: 5000));
        await using var observed = await cluster.OpenAsync(cluster.Writer);
        var page = observed.Page;
        await observed.GoAsync("#/c/long");
        await Expect(page.Locator(".head .state")).ToHaveTextAsync("running", new() { Timeout = 60_000 });
        cluster.KillCoordinator();
        await Expect(page.Locator(".away")).ToBeVisibleAsync(Patiently);
        cluster.StartCoordinator();
        await Expect(page.Locator(".away")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        // What happens is told again.
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(page.Locator(".head .state")).ToHaveTextAsync("paused", new() { Timeout = 60_000 });
        (await cluster.Api.PostAsync(ApiRoutes.For(ApiRoutes.Cancel, "long"), null)).EnsureSuccessStatusCode();
        await Expect(page.Locator(".head .state")).ToHaveTextAsync("cancelled", new() { Timeout = 60_000 });
    }

    [BrowserTheory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task Should_be_for_everybody(int width, ColorScheme scheme)
    {
        await using var observed = await cluster.OpenAsync(cluster.Writer, new() { ViewportSize = new() { Width = width, Height = 740 }, ColorScheme = scheme });
        var page = observed.Page;
        await observed.GoAsync("");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "small" })).ToBeVisibleAsync(Patiently);
        await ShouldBeAccessibleAsync(observed);

        // With the keyboard alone: from the list to a run and back.
        await page.GetByRole(AriaRole.Link, new() { Name = "small" }).PressAsync("Enter");
        await Expect(page.Locator(".verdict")).ToBeVisibleAsync(Patiently);
        await Expect(page.GetByText("done 24")).ToBeVisibleAsync(Patiently);
        await ShouldBeAccessibleAsync(observed);
        var isDark = await page.EvaluateAsync<bool>("getComputedStyle(document.getElementById('chaos')).backgroundColor !== 'rgb(255, 255, 255)'");
        Assert.Equal(scheme == ColorScheme.Dark, isDark);
        var grid = page.GetByRole(AriaRole.Application);
        for (var k = 0; k < 60 && !await grid.EvaluateAsync<bool>("element => element === document.activeElement"); k++) await page.Keyboard.PressAsync("Tab");
        foreach (var key in (string[])["ArrowUp", "ArrowRight", "ArrowUp", "Enter"]) await page.Keyboard.PressAsync(key);
        var item = await ShouldShowWhatWasMeasuredAsync(observed, "small");
        Assert.Equal((1.0, 1), (item.LearningRate, item.Seed));
        await ShouldBeAccessibleAsync(observed);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".panel")).ToHaveCountAsync(0);
        await Expect(grid).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task Should_show_a_file_that_a_coordinator_works_on_and_be_part_of_the_report()
    {
        using var process = ChaosProcess.Start(cluster.Folder, "dashboard", cluster.Database);
        await BoundedWaits.UntilAsync(() => process.Log.Contains("http://", StringComparison.Ordinal), "chaos dashboard");
        var address = new Uri(process.Log.Split('\n').First(line => line.StartsWith("http://", StringComparison.Ordinal)));
        await using (var stored = await cluster.OpenAsync(token: null, address: address))
        {
            await stored.GoAsync("#/c/small/5");
            await ShouldShowWhatWasMeasuredAsync(stored, "small");
            await Expect(stored.Page.Locator(".verdict")).ToBeVisibleAsync(Patiently);
            await Expect(stored.Page.GetByRole(AriaRole.Button, new() { Name = "Extend" })).ToHaveCountAsync(0);
        }

        var report = Path.Combine(cluster.Folder, "report.html");
        await File.WriteAllTextAsync(report, await cluster.Api.GetStringAsync(ApiRoutes.For(ApiRoutes.Report, "small")));
        await using var read = await cluster.OpenAsync(token: null, address: new Uri(report));
        await read.Page.GotoAsync(new Uri(report).AbsoluteUri);
        await read.Page.Locator("#explore").GetByRole(AriaRole.Application).FocusAsync();
        foreach (var key in (string[])["ArrowUp", "ArrowRight", "Enter"]) await read.Page.Keyboard.PressAsync(key);
        await ShouldShowWhatWasMeasuredAsync(read, "small");
        await ShouldBeAccessibleAsync(read);
    }

    private static string Small(string name, int seeds) => DashboardCluster.Small
        .Replace("name: small", $"name: {name}", StringComparison.Ordinal).Replace("seeds: 6", $"seeds: {seeds}", StringComparison.Ordinal);

    // The panel says the same as the API.
    private async Task<ItemDocument> ShouldShowWhatWasMeasuredAsync(ObservedPage observed, string campaign)
    {
        await Expect(observed.Page.Locator(".panel .digest")).ToBeVisibleAsync(Patiently);
        var index = (await observed.Page.Locator("#item-title").InnerTextAsync())["Item ".Length..];
        var item = await cluster.GetAsync<ItemDocument>(ApiRoutes.For(ApiRoutes.Item, campaign, index));
        Assert.Equal(item.Result!.Digest, await observed.FactAsync("digest"));
        Assert.Equal($"{item.Seed}", await observed.FactAsync("seed"));
        await Expect(observed.Page.Locator(".panel canvas").First).ToBeVisibleAsync(Patiently);
        return item;
    }

    private static async Task ShouldBeAccessibleAsync(ObservedPage observed)
    {
        Assert.False(await observed.OverflowsAsync());
        var found = await observed.Page.RunAxe();
        Assert.True(found.Violations.Length == 0, string.Join('\n', found.Violations.Select(one => $"{one.Id}: {one.Help}: {string.Join(" | ", one.Nodes.Select(node => node.Html))}")));
    }

    private async Task<string> SentenceAsync(string campaign)
    {
        using var verdict = JsonDocument.Parse(await cluster.Api.GetStringAsync(ApiRoutes.For(ApiRoutes.Verdict, campaign)));
        return verdict.RootElement.GetProperty("groups")[0].GetProperty("sentence").GetString()!;
    }

    // η_c is set with a subscript.
    private static string Plain(string sentence) => sentence.Replace("_", "", StringComparison.Ordinal);
}
