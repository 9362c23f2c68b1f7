using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Text;

namespace Chaos.Actors.Cluster.Tests.Networks;

/// <summary>
/// A network on this machine whose hosts are network namespaces, each with its own address and with the names that this
/// network gives. This process is on it too, so that it can look at them. All of it goes when this process ends, however it
/// ends.
/// </summary>
public sealed class NamespaceNetwork : IDisposable
{
    private readonly string _id = Guid.NewGuid().ToString("N")[..6];
    private readonly string _subnet = FreeSubnet();
    private readonly string _names;
    private readonly SortedDictionary<string, string> _addresses = new(StringComparer.Ordinal);
    private readonly Process _guard;
    private int _hosts = 1;

    /// <summary>Makes an empty network.</summary>
    /// <exception cref="InvalidOperationException">This process may not do so.</exception>
    public NamespaceNetwork()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            throw new InvalidOperationException(
                "This test gives each node a network namespace of its own (ip netns), which takes Linux and root: run the tests as root.");
        }
        _names = Path.GetTempFileName();
        Run($"""
            command -v ip >/dev/null || (echo 'there is no ip (Debian: apt-get install iproute2; ./test does so)' >&2; exit 1)
            chmod a+r '{_names}'
            ip link add {Bridge} type bridge
            ip addr add {_subnet}.1/24 dev {Bridge}
            ip link set {Bridge} up
            ip link add {Island} type bridge
            ip link set {Island} up
            """);
        // The guard's input closes when this process ends.
        _guard = Process.Start(new ProcessStartInfo("sh", ["-c", $"""
            cat >/dev/null
            for host in $(ip netns list | cut -d ' ' -f 1 | grep '^{NamespacePrefix}'); do
              ip netns pids "$host" | xargs -r kill -9
              ip netns del "$host"
              rm -rf "/etc/netns/$host"
            done
            ip link del {Bridge}
            ip link del {Island}
            rm -f '{_names}'
            """])
        { RedirectStandardInput = true })!;
    }

    private string NamespacePrefix => $"chaos-{_id}-";

    private string Bridge => $"cb{_id}";

    // Where hosts go that are cut off from the others: a bridge that leads nowhere.
    private string Island => $"ci{_id}";

    /// <summary>Adds a host with an address that none had before.</summary>
    public NamespaceHost AddHost(string name)
    {
        var number = ++_hosts;
        var host = new NamespaceHost(
            name, IPAddress.Parse($"{_subnet}.{number}"), $"{NamespacePrefix}{number}", $"cv{_id}{number}");
        // Written in place, the file of names is seen at once by whatever runs there.
        Run($"""
            ip netns add {host.Namespace}
            ip link add {host.Link} type veth peer name eth0 netns {host.Namespace}
            ip link set {host.Link} master {Bridge} up
            ip -n {host.Namespace} addr add {host.Address}/24 dev eth0
            ip -n {host.Namespace} link set lo up
            ip -n {host.Namespace} link set eth0 up
            mkdir -p /etc/netns/{host.Namespace}
            ln -s '{_names}' /etc/netns/{host.Namespace}/hosts
            """);
        return host;
    }

    /// <summary>Takes a host off the network, with whatever runs there.</summary>
    public void Remove(NamespaceHost host) => Run($"""
        ip netns pids {host.Namespace} | xargs -r kill -9
        ip netns del {host.Namespace}
        rm -rf /etc/netns/{host.Namespace}
        """);

    /// <summary>Gives names to an address, in place of those that others had; null takes them away.</summary>
    public void Name(IPAddress? address, params IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (address is null) _addresses.Remove(name);
            else _addresses[name] = address.ToString();
        }
        var text = new StringBuilder("127.0.0.1 localhost\n");
        foreach (var (name, owner) in _addresses) text.Append(CultureInfo.InvariantCulture, $"{owner} {name}\n");
        File.WriteAllText(_names, text.ToString());
    }

    /// <summary>
    /// Parts the network: these hosts reach each other and nobody else. Packets vanish; no connection is closed.
    /// </summary>
    public void Part(params IEnumerable<NamespaceHost> hosts) =>
        Run(string.Join('\n', hosts.Select(host => $"ip link set {host.Link} master {Island}")));

    /// <summary>Brings hosts back to the others.</summary>
    public void Heal(params IEnumerable<NamespaceHost> hosts) =>
        Run(string.Join('\n', hosts.Select(host => $"ip link set {host.Link} master {Bridge}")));

    /// <summary>Keeps one host's packets from these, and theirs from it; all of them reach everybody else.</summary>
    public void Cut(NamespaceHost host, params IEnumerable<NamespaceHost> from) =>
        Run(string.Join('\n', from.SelectMany(other => new[] { Lose(host, other), Lose(other, host) })));

    /// <summary>Undoes a cut.</summary>
    public void Mend(NamespaceHost host, params IEnumerable<NamespaceHost> from) =>
        Run(string.Join('\n', from.SelectMany(other => new[] { Find(host, other), Find(other, host) })));

    public void Dispose()
    {
        _guard.StandardInput.Close();
        _guard.EndInTime();
        _guard.Dispose();
    }

    // To a network card that nobody has.
    private static string Lose(NamespaceHost from, NamespaceHost to) =>
        $"ip -n {from.Namespace} neigh replace {to.Address} lladdr 02:00:00:00:00:01 dev eth0 nud permanent";

    private static string Find(NamespaceHost from, NamespaceHost to) =>
        $"ip -n {from.Namespace} neigh del {to.Address} dev eth0";

    // Of the block for benchmarks (RFC 2544), which no network in use should have.
    private static string FreeSubnet()
    {
        var taken = NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(device => device.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address.ToString())
            .ToList();
        return Enumerable.Range(0, 256).Select(_ => $"198.18.{Random.Shared.Next(256)}")
            .First(subnet => !taken.Any(address => address.StartsWith(subnet + ".", StringComparison.Ordinal)));
    }

    private static void Run(string script)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("sh", ["-euc", script]) { RedirectStandardError = true })!;
        var error = shell.ErrorsInTime();
        if (shell.ExitCode != 0)
            throw new InvalidOperationException($"The network namespaces of this test cannot be set up: {error}\n{script}");
    }
}
