using System.CommandLine;
using Chaos.Actors.Cli.Help;
using System.Globalization;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Cluster.Settings;
using Chaos.Actors.Coordinator.Api.Access;
using Spectre.Console;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos token</c>: who may ask a coordinator over HTTP. What it changes counts at once, also for one that runs.</summary>
internal static class TokenCommand
{
    public static Command Create() => new Verb("token", "Keep the tokens of a coordinator's HTTP API.", ["token new me --write"]) { New(), List(), Revoke() };

    private static Command New()
    {
        var name = Name();
        var write = new Option<bool>("--write") { Description = "it may change things, too" };
        var read = new Option<bool>("--read") { Description = "it may look and change nothing (the default)" };
        var file = FileOption();
        var command = new Verb("new", "Make a token; it is shown once, and only its hash is kept.", ["token new me --write"]) { name, write, read, file };
        command.SetAction(parsed => Guarded(() =>
        {
            var (named, tokens) = (parsed.GetRequiredValue(name), Tokens(parsed.GetValue(file)));
            if (!Token.IsName(named)) throw new UserError($"NAME: found {named}, expected 1 to 64 letters, digits, '-', '_', '.' or '@'");
            if (parsed.GetValue(write) && parsed.GetValue(read)) throw new UserError("found --write and --read, expected one of them");
            var known = tokens.Tokens() ?? [];
            if (known.Any(token => token.Name == named)) throw new UserError($"NAME: there is a token {named} already; `chaos token revoke {named}` removes it");
            var (made, text) = Token.Make(named, parsed.GetValue(write) ? TokenRights.Write : TokenRights.Read, TimeProvider.System.GetUtcNow());
            tokens.Write([.. known, made]);
            Screen.Message($"{named} may {(made.Rights == TokenRights.Write ? "read and write" : "read")}; kept in {tokens.Path}. This is shown once:");
            Screen.Result(text);
        }));
        return command;
    }

    private static Command List()
    {
        var file = FileOption();
        var command = new Verb("list", "Show who has a token.", ["token list"]) { file };
        command.SetAction(parsed => Guarded(() =>
        {
            var table = new Table().Border(TableBorder.None);
            foreach (var title in new[] { "name", "may", "made" }) table.AddColumn(new TableColumn(title).NoWrap().PadLeft(0).PadRight(2));
            foreach (var token in Tokens(parsed.GetValue(file)).Tokens() ?? [])
                table.AddRow(Markup.Escape(token.Name), token.Rights == TokenRights.Write ? "read and write" : "read", token.Created.ToString("u", CultureInfo.InvariantCulture));
            Screen.Result(table);
        }));
        return command;
    }

    private static Command Revoke()
    {
        var name = Name();
        var file = FileOption();
        var command = new Verb("revoke", "Take a token back; from then on it is not known.", ["token revoke me"]) { name, file };
        command.SetAction(parsed => Guarded(() =>
        {
            var (named, tokens) = (parsed.GetRequiredValue(name), Tokens(parsed.GetValue(file)));
            var known = tokens.Tokens() ?? [];
            if (known.All(token => token.Name != named)) throw new UserError($"NAME: there is no token {named} in {tokens.Path}");
            tokens.Write([.. known.Where(token => token.Name != named)]);
            Screen.Result($"{named}: revoked");
        }));
        return command;
    }

    private static Argument<string> Name() => new("NAME") { Description = "who has it, as the audit log says" };

    private static Option<string?> FileOption() => new("--tokens")
    {
        Description = $"the file (default: {KnownSettings.Tokens.Default}, as the settings of the coordinator say)",
        HelpName = "FILE",
    };

    // Where a coordinator that is started here would look.
    private static TokenFile Tokens(string? file)
    {
        if (file is not null) return new TokenFile(Path.GetFullPath(file));
        var reader = new SettingsReader(SettingsSources.Gather(null, new Dictionary<string, string?>()));
        reader.ThrowIfProblems();
        return new TokenFile(Path.GetFullPath(
            reader.Text(KnownSettings.Tokens) ?? Path.Combine(reader.Text(KnownSettings.Data) ?? "chaos-data", "tokens.json")));
    }

    private static int Guarded(Action action)
    {
        try
        {
            action();
            return ExitCode.Complete;
        }
        catch (TokenFileException e)
        {
            throw new UserError(e.Message, inner: e);
        }
    }
}
