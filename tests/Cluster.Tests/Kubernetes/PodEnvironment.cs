using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using k8s.Models;

namespace Chaos.Actors.Cluster.Tests.Kubernetes;

/// <summary>The environment variables of a pod's container, as the kubelet makes them out of its manifest.</summary>
internal sealed partial class PodEnvironment(Manifests manifests, Func<string, string, string> secret)
{
    public Dictionary<string, string> Resolve(Workload workload, string pod, IPAddress address)
    {
        var variables = new Dictionary<string, string>();
        foreach (var source in workload.Container.EnvFrom ?? [])
        {
            foreach (var (key, value) in manifests.The<V1ConfigMap>(source.ConfigMapRef.Name).Data) variables[key] = value;
        }
        foreach (var variable in workload.Container.Env ?? [])
            variables[variable.Name] = Value(variable, workload, pod, address) ?? Expand(variable.Value, variables);
        return variables;
    }

    /// <summary>The variables that a value refers to.</summary>
    public static IEnumerable<string> References(string? value) => Reference().Matches(value ?? "").Select(match => match.Groups[1].Value);

    private string? Value(V1EnvVar variable, Workload workload, string pod, IPAddress address) => variable.ValueFrom switch
    {
        null => null,
        { ConfigMapKeyRef: { } key } => manifests.The<V1ConfigMap>(key.Name).Data[key.Key],
        { SecretKeyRef: { } key } => secret(key.Name, key.Key),
        { FieldRef.FieldPath: "metadata.name" } => pod,
        { FieldRef.FieldPath: "metadata.namespace" } => manifests.The<V1ServiceAccount>(workload.Pod.ServiceAccountName).Namespace(),
        { FieldRef.FieldPath: "status.podIP" } => address.ToString(),
        { ResourceFieldRef: { Resource: "requests.cpu" } field } when field.ContainerName == workload.Container.Name =>
            Math.Ceiling(workload.Container.Resources.Requests["cpu"].ToDecimal()).ToString(CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"{workload}: {variable.Name} comes from something this test does not know"),
    };

    private static string Expand(string? value, Dictionary<string, string> variables) => Reference().Replace(
        value ?? "", match => variables.GetValueOrDefault(match.Groups[1].Value, match.Value));

    [GeneratedRegex(@"\$\(([A-Za-z0-9_]+)\)")]
    private static partial Regex Reference();
}
