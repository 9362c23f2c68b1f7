using System.CommandLine;
using Chaos.Actors.Cli.Clusters;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Screens;
using Spectre.Console;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos context</c>: clusters that need not be named each time.</summary>
internal static class ContextCommand
{
    public static Command Create() => new Verb("context", "Remember clusters by name, and which of them is meant.",
        ["context add lab https://c1.example.org:4443 --token-file lab.token"])
    {
        Add(), Use(), List(), Remove(),
    };

    private static Command Add()
    {
        var name = Name();
        var servers = new Argument<string[]>("URL,…") { Description = "addresses of its coordinators' HTTP, tried in turn", Arity = ArgumentArity.OneOrMore };
        var token = new Option<string?>("--token-file") { Description = "file with the token, which is copied", HelpName = "FILE" };
        var authority = new Option<string?>("--authority") { Description = "certificate (PEM) of who signs its coordinators' certificates", HelpName = "FILE" };
        var command = new Verb("add", "Remember a cluster, and use it from now on.",
            ["context add here http://127.0.0.1:4080", "context add lab https://c1:4443,https://c2:4443 --token-file lab.token"])
        {
            name, servers, token, authority,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(authority) is { } file ? Path.GetFullPath(file) : null;
            var secret = parsed.GetValue(token) is { } of ? ServerAddress.ReadToken(of) : null;
            var context = new SavedContexts.Context(parsed.GetRequiredValue(name), string.Join(',', parsed.GetRequiredValue(servers)), secret, path);
            ServerAddress.Of(context.Servers, secret, path, "URL");
            var saved = SavedContexts.Read();
            new SavedContexts(context.Name, [.. saved.Contexts.Where(other => other.Name != context.Name), context]).Write();
            Screen.Result($"{context.Name}: {context.Servers}, used from now on");
            return ExitCode.Complete;
        });
        return command;
    }

    private static Command Use()
    {
        var name = Name();
        var command = new Verb("use", "Mean this cluster from now on.", ["context use lab"]) { name };
        command.SetAction(parsed =>
        {
            var saved = SavedContexts.Read();
            var context = saved.Find(parsed.GetRequiredValue(name));
            (saved with { Current = context.Name }).Write();
            Screen.Result($"{context.Name}: {context.Servers}, used from now on");
            return ExitCode.Complete;
        });
        return command;
    }

    private static Command Remove()
    {
        var name = Name();
        var command = new Verb("remove", "Forget a cluster, and its token.", ["context remove lab"]) { name };
        command.SetAction(parsed =>
        {
            var saved = SavedContexts.Read();
            var context = saved.Find(parsed.GetRequiredValue(name));
            new SavedContexts(saved.Current == context.Name ? null : saved.Current, [.. saved.Contexts.Where(other => other != context)]).Write();
            Screen.Result($"{context.Name}: forgotten");
            return ExitCode.Complete;
        });
        return command;
    }

    private static Command List()
    {
        var json = Options.Json();
        var command = new Verb("list", "Show the clusters; tokens are not shown.", ["context list"]) { json };
        command.SetAction(parsed =>
        {
            var saved = SavedContexts.Read();
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(new
                {
                    Schema = "chaos/contexts/1",
                    saved.Current,
                    Contexts = saved.Contexts.Select(context => new { context.Name, context.Servers, HasToken = context.Token is not null, context.Authority }),
                });
                return ExitCode.Complete;
            }
            var table = new Table().Border(TableBorder.None);
            foreach (var title in (string[])["", "context", "servers", "token"]) table.AddColumn(new TableColumn(title).NoWrap().PadLeft(0).PadRight(2));
            foreach (var context in saved.Contexts)
            {
                string[] row = [context.Name == saved.Current ? "*" : "", context.Name, context.Servers, context.Token is null ? "none" : "saved"];
                table.AddRow([.. row.Select(Markup.Escape)]);
            }
            Screen.Result(table);
            return ExitCode.Complete;
        });
        return command;
    }

    private static Argument<string> Name() => new("NAME") { Description = "what the cluster is called here" };
}
