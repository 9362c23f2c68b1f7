using k8s;
using k8s.Models;

namespace Chaos.Actors.Cluster.Tests.Kubernetes;

/// <summary>A StatefulSet or a Deployment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Template">Its pods.</param>
/// <param name="Replicas">How many, if it says so.</param>
/// <param name="Service">The service that gives each pod of a StatefulSet its name; null for a Deployment.</param>
internal sealed record Workload(string Name, V1PodTemplateSpec Template, int? Replicas, string? Service)
{
    public V1PodSpec Pod => Template.Spec;

    public V1Container Container => Pod.Containers.Single();

    public string Component => Template.Metadata.Labels["app.kubernetes.io/component"];

    /// <summary>Its image, if it is one of this project's.</summary>
    public Image? Image => Image.Find(Container.Image);

    public IEnumerable<V1Probe> Probes =>
        new[] { Container.StartupProbe, Container.LivenessProbe, Container.ReadinessProbe }.Where(probe => probe is not null);

    public static Workload? Of(IKubernetesObject<V1ObjectMeta> item) => item switch
    {
        V1StatefulSet set => new(set.Name(), set.Spec.Template, set.Spec.Replicas ?? 1, set.Spec.ServiceName),
        V1Deployment deployment => new(deployment.Name(), deployment.Spec.Template, deployment.Spec.Replicas, null),
        _ => null,
    };

    /// <summary>The number of a port given by number or name.</summary>
    public int Port(IntOrString port) => int.TryParse(port.Value, out var number)
        ? number
        : Container.Ports.Single(candidate => candidate.Name == port.Value).ContainerPort;

    /// <summary>Whether a service's, budget's or policy's labels are all among those of its pods.</summary>
    public bool Has(IDictionary<string, string>? labels) =>
        (labels ?? new Dictionary<string, string>()).All(label =>
            Template.Metadata.Labels.TryGetValue(label.Key, out var value) && value == label.Value);

    public override string ToString() => Name;
}
