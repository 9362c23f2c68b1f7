using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Chaos.Actors.Cluster.Tests.Networks;
using Chaos.Actors.Cluster.Tests.Nodes;
using k8s.Models;

namespace Chaos.Actors.Cluster.Tests.Kubernetes;

/// <summary>A pod in a network namespace. See <see cref="PlayedPods"/>.</summary>
internal sealed class PlayedPod : IDisposable
{
    // Arguments: the root's mount point, user, group, working folder, the number of mounts, for each source, target and how
    // (ro or rw), then the program. Every step becomes the next, so that signals reach the program.
    private const string Container = """
        root=$1 user=$2 group=$3 folder=$4 mounts=$5
        shift 5
        mount -t tmpfs -o mode=755 container "$root"
        for part in /bin /lib* /sbin /usr /etc /proc /dev; do
          if [ -L $part ]; then cp -P $part "$root$part"; else mkdir "$root$part"; mount --rbind $part "$root$part"; fi
        done
        while [ "$mounts" -gt 0 ]; do
          mkdir -p "$root$2"
          mount --bind "$1" "$root$2"
          [ "$3" = rw ] || mount -o remount,bind,ro "$root$2"
          shift 3
          mounts=$((mounts - 1))
        done
        mount -o remount,ro "$root"
        exec chroot "$root" setpriv --reuid="$user" --regid="$group" --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all env -C "$folder" "$@"
        """;

    private static readonly string DotNet =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private readonly string _volumes;
    private readonly Dictionary<string, string> _variables;
    private readonly IReadOnlyList<V1Secret> _secrets;
    private readonly List<Node> _processes = [];

    public PlayedPod(
        Workload workload, NamespaceHost host, string volumes, Dictionary<string, string> variables, IReadOnlyList<V1Secret> secrets)
    {
        Workload = workload;
        Host = host;
        _volumes = volumes;
        _variables = variables;
        _secrets = secrets;
        Main = Execute(workload.Container.Command is { Count: > 0 } command ? [.. command] : [.. workload.Image!.EntryPoint]);
    }

    public Workload Workload { get; }

    public NamespaceHost Host { get; }

    public string Name => Host.Name;

    /// <summary>The container's own process.</summary>
    public Node Main { get; }

    /// <summary>Where a file of a writable volume lies on this machine.</summary>
    public string Volume(string mountPath) =>
        Path.Combine(_volumes, Workload.Container.VolumeMounts.Single(mount => mount.MountPath == mountPath).Name);

    /// <summary>Runs a program in the container, as <c>kubectl exec</c> does.</summary>
    public Node Execute(params string[] command)
    {
        var image = Workload.Image!;
        var security = Workload.Pod.SecurityContext;
        var root = Directory.CreateDirectory(Path.Combine(_volumes, "root")).FullName;
        List<string> mounts = [image.Publish(), image.Folder, "ro", DotNet, "/dotnet", "ro"];
        foreach (var mount in Workload.Container.VolumeMounts)
            mounts.AddRange([Prepare(mount, security), mount.MountPath, mount.ReadOnlyProperty == true ? "ro" : "rw"]);
        var start = Host.Command([
            "sh", "-euc", Container, "container", root, $"{security.RunAsUser}", $"{security.RunAsGroup}",
            Workload.Container.WorkingDir ?? image.Folder, (mounts.Count / 3).ToString(CultureInfo.InvariantCulture), .. mounts, .. command]);
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        start.Environment["DOTNET_ROOT"] = "/dotnet";
        start.Environment["HOME"] = "/home/app"; // of the user in the .NET images
        foreach (var (key, value) in _variables) start.Environment[key] = value;
        var process = Node.Start($"{Name} {string.Join(' ', command)}", start);
        _processes.Add(process);
        return process;
    }

    /// <summary>What each of its probes answers; null where nobody does.</summary>
    public async Task<IReadOnlyDictionary<Uri, HttpStatusCode?>> ProbeAsync()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(1) };
        var answers = new Dictionary<Uri, HttpStatusCode?>();
        foreach (var probe in Workload.Probes.Select(probe => probe.HttpGet))
        {
            var address = new UriBuilder("http", Host.Address.ToString(), Workload.Port(probe.Port), probe.Path).Uri;
            try
            {
                using var answer = await http.GetAsync(address);
                answers[address] = answer.StatusCode;
            }
            catch (HttpRequestException)
            {
                answers[address] = null;
            }
        }
        return answers;
    }

    public override string ToString() => string.Join('\n', _processes);

    public void Dispose()
    {
        foreach (var process in _processes) process.Dispose();
    }

    // A volume's folder, owned as the kubelet leaves it: writable for the pod's group, secrets readable for it.
    private string Prepare(V1VolumeMount mount, V1PodSecurityContext security)
    {
        var path = Path.Combine(_volumes, mount.Name);
        if (Directory.Exists(path)) return path;
        Directory.CreateDirectory(path);
        if (Workload.Pod.Volumes.Single(volume => volume.Name == mount.Name).Secret is { } source)
        {
            var files = _secrets.Single(secret => secret.Name() == source.SecretName).Data
                .ToDictionary(file => Path.Combine(path, file.Key), file => file.Value);
            foreach (var (file, content) in files) File.WriteAllBytes(file, content);
            Run("chmod", [Convert.ToString(source.DefaultMode!.Value, 8), .. files.Keys]);
        }
        else
        {
            Run("chmod", "770", path);
        }
        Run("chown", "-R", $"root:{security.FsGroup}", path);
        return path;
    }

    private static void Run(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(program, arguments);
        process.EndInTime();
        Assert.Equal(0, process.ExitCode);
    }
}
