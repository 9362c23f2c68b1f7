using System.Net;
using Chaos.Actors.Cluster.Tests.Networks;
using Chaos.Actors.Cluster.Tests.Nodes;
using k8s.Models;

namespace Chaos.Actors.Cluster.Tests.Kubernetes;

/// <summary>
/// Plays the pods of an overlay on this machine: each in a network namespace of its own, under the names that its services
/// give it, with the published output of its image as its read-only root, the volumes and variables of its manifest, and its
/// user without any privilege.
/// </summary>
internal sealed class PlayedPods(Manifests manifests, IReadOnlyList<V1Secret> secrets, string folder, NamespaceNetwork network) : IDisposable
{
    private readonly List<PlayedPod> _pods = [];

    /// <summary>Starts a pod.</summary>
    /// <param name="workload">What it belongs to.</param>
    /// <param name="name">Its name.</param>
    public PlayedPod Start(Workload workload, string name)
    {
        var host = network.AddHost(name);
        network.Name(host.Address, Names(workload, name, host.Address));
        var volumes = Path.Combine(folder, $"{name} at {host.Address}");
        var pod = new PlayedPod(
            workload, host, volumes, new PodEnvironment(manifests, secrets.Text).Resolve(workload, name, host.Address), secrets);
        _pods.Add(pod);
        return pod;
    }

    /// <summary>Deletes a pod as <c>kubectl delete pod</c> does: its name goes, it is asked to stop. Returns its exit code.</summary>
    public async Task<int> DeleteAsync(PlayedPod pod)
    {
        network.Name(null, Names(pod.Workload, pod.Name, pod.Host.Address));
        var exitCode = await pod.Main.TerminateAsync();
        network.Remove(pod.Host);
        return exitCode;
    }

    /// <summary>The machine under a pod goes, without a word.</summary>
    public async Task LoseAsync(PlayedPod pod)
    {
        network.Name(null, Names(pod.Workload, pod.Name, pod.Host.Address));
        network.Part(pod.Host);
        await pod.Main.KillAsync();
        network.Remove(pod.Host);
    }

    public string Explain() => string.Join('\n', _pods);

    public void Dispose()
    {
        foreach (var pod in _pods) pod.Dispose();
    }

    // As the cluster's DNS: a pod goes by its own name in the service of its StatefulSet, elsewhere by its address with dashes.
    private IEnumerable<string> Names(Workload workload, string pod, IPAddress address)
    {
        foreach (var service in manifests.Every<V1Service>().Where(service => workload.Has(service.Spec.Selector)))
        {
            var name = $"{service.Name()}.{service.Namespace()}.svc";
            if (service.Spec.ClusterIP != "None") continue;
            var host = workload.Service == service.Name() ? pod : address.ToString().Replace('.', '-');
            yield return $"{host}.{name}";
            yield return $"{host}.{name}.cluster.local";
        }
    }
}
