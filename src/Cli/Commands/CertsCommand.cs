using System.CommandLine;
using System.Security.Cryptography;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Cluster.Certificates;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos certs</c>: an authority and node certificates, for clusters without an authority of their own.</summary>
internal static class CertsCommand
{
    private const int AuthorityDays = 3650;
    private const int NodeDays = 825; // the most that common verifiers accept of a certificate

    public static Command Create() => new Verb("certs", "Make the certificates that nodes on several machines need.",
        ["certs ca", "certs node c1 --host c1.example.org"])
    {
        Authority(), Node(),
    };

    private static Command Authority()
    {
        var output = new Option<string>("--out") { Description = "folder for ca.pem and ca.key", HelpName = "DIR", DefaultValueFactory = _ => "certs" };
        var days = Options.Counting("--days", "N", $"days it is valid (default: {AuthorityDays})", AuthorityDays, 36500);
        var command = new Verb("ca", "Make an authority. Whoever has its key can make nodes: keep ca.key off the nodes.",
            ["certs ca --out certs"])
        {
            output, days,
        };
        command.SetAction(parsed => Write(() => CertificateMaker.MakeAuthority(
            parsed.GetRequiredValue(output), "Chaos.Actors development CA", TimeProvider.System.GetUtcNow(), parsed.GetValue(days))));
        return command;
    }

    private static Command Node()
    {
        var name = new Argument<string>("NAME") { Description = "the node's name, also of its files" };
        var hosts = new Option<string[]>("--host")
        {
            Description = "host name or IP address under which others reach it; several times for several (default: NAME)",
            HelpName = "HOST",
        };
        var authority = new Option<string>("--ca") { Description = "folder with ca.pem and ca.key", HelpName = "DIR", DefaultValueFactory = _ => "certs" };
        var output = new Option<string?>("--out") { Description = "folder for NAME.pem and NAME.key (default: the authority's)", HelpName = "DIR" };
        var days = Options.Counting("--days", "N", $"days it is valid (default: {NodeDays})", NodeDays, 36500);
        var command = new Verb("node", "Make a node's certificate, signed by the authority.",
            ["certs node t1 --host t1.example.org --host 10.0.0.7"])
        {
            name, hosts, authority, output, days,
        };
        command.SetAction(parsed =>
        {
            var node = parsed.GetRequiredValue(name);
            var folder = parsed.GetRequiredValue(authority);
            var names = parsed.GetValue(hosts) is { Length: > 0 } given ? given : [node];
            if (node != Path.GetFileName(node)) throw new UserError($"NAME: found {node}, expected a name without folders; see --out");
            if (names.FirstOrDefault(host => Uri.CheckHostName(host.Replace("*.", "", StringComparison.Ordinal)) == UriHostNameType.Unknown) is { } bad)
                throw new UserError($"--host: found {bad}, expected a host name or an IP address");
            return Write(() => CertificateMaker.MakeNode(
                parsed.GetValue(output) ?? folder, folder, node, names, TimeProvider.System.GetUtcNow(), parsed.GetValue(days)));
        });
        return command;
    }

    private static int Write(Func<IReadOnlyList<string>> make)
    {
        try
        {
            foreach (var path in make()) Screen.Result(path);
            return ExitCode.Complete;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new UserError(
                $"{e.Message} (an authority is made with `chaos certs ca`; files that are there are left alone, choose another folder with "
                + "--out)", inner: e);
        }
    }
}
