using System.Globalization;
using k8s.Models;

namespace Chaos.Actors.Cluster.Tests.Kubernetes;

/// <summary>What the NetworkPolicies allow between pods of the namespace, by the rules of Kubernetes.</summary>
internal sealed class PodTraffic(Manifests manifests)
{
    private readonly List<V1NetworkPolicySpec> _policies = [.. manifests.Every<V1NetworkPolicy>().Select(policy => policy.Spec)];

    public bool Allows(Workload from, Workload to, int port) =>
        Selecting(from, "Egress") is var outward && Selecting(to, "Ingress") is var inward
        && (outward.Count == 0 || outward.Any(policy => (policy.Egress ?? []).Any(rule => Matches(rule.To, to) && Opens(rule.Ports, port))))
        && (inward.Count == 0 || inward.Any(policy => (policy.Ingress ?? []).Any(rule => Matches(rule.FromProperty, from) && Opens(rule.Ports, port))));

    private List<V1NetworkPolicySpec> Selecting(Workload pods, string direction) =>
        [.. _policies.Where(policy => policy.PolicyTypes.Contains(direction) && Selects(policy.PodSelector, pods))];

    // No peers at all stand for every peer; peers in other namespaces are none of these pods.
    private static bool Matches(IList<V1NetworkPolicyPeer>? peers, Workload pods) => peers is null or [] || peers.Any(peer =>
        peer is { NamespaceSelector: null, IpBlock: null, PodSelector: { } selector } && Selects(selector, pods));

    private static bool Opens(IList<V1NetworkPolicyPort>? ports, int port) => ports is null or [] || ports.Any(open =>
        open.Protocol is null or "TCP" && open.Port?.Value is var number
        && (number is null || int.Parse(number, CultureInfo.InvariantCulture) == port));

    private static bool Selects(V1LabelSelector? selector, Workload pods) =>
        pods.Has(selector?.MatchLabels)
        && (selector?.MatchExpressions ?? []).All(expression => expression.OperatorProperty == "In"
            ? pods.Template.Metadata.Labels.TryGetValue(expression.Key, out var value) && expression.Values.Contains(value)
            : throw new NotSupportedException(expression.OperatorProperty));
}
