using Chaos.Actors.Cluster.Settings;
using k8s.Models;

namespace Chaos.Actors.Cluster.Tests.Kubernetes;

public sealed class ComponentTests
{
    [Fact]
    public void Should_give_the_Prometheus_operator_the_same_alerts_and_all_pods_that_have_metrics()
    {
        var alerts = File.ReadAllText(Repository.File("k8s", "observability", "alerts.yaml"));
        var rules = File.ReadAllLines(Repository.File("k8s", "components", "prometheus-operator", "rules.yaml"));
        var groups = rules.SkipWhile(line => line != "spec:").Skip(1).Select(line => line.Length == 0 ? line : line[2..]);
        // build/alerts makes them so.
        Assert.Equal(alerts[alerts.IndexOf("groups:", StringComparison.Ordinal)..], string.Join('\n', groups) + "\n");

        var parts = Manifests.Text("production", "lab2", "prometheus-operator").Split("---\n");
        Assert.Single(parts, part => part.Contains("kind: PrometheusRule\n", StringComparison.Ordinal));
        var monitor = Assert.Single(parts, part => part.Contains("kind: PodMonitor\n", StringComparison.Ordinal));
        Assert.Contains("namespace: lab2", monitor, StringComparison.Ordinal);
        var production = Manifests.Of("production");
        Assert.All([production.Coordinators, production.Trainers], pods =>
        {
            Assert.Contains($"- {pods.Component}\n", monitor, StringComparison.Ordinal);
            Assert.Contains(pods.Container.Ports, port => port.Name == "http");
        });
    }

    [Fact]
    public void Should_keep_checkpoints_on_a_volume_of_all_trainers()
    {
        var manifests = Manifests.Of("production", "checkpoints");
        var claim = Assert.Single(manifests.Every<V1PersistentVolumeClaim>());
        Assert.Equal(["ReadWriteMany"], claim.Spec.AccessModes);
        var trainers = manifests.Trainers;
        var volume = Assert.Single(trainers.Pod.Volumes, volume => volume.PersistentVolumeClaim?.ClaimName == claim.Name());
        var mount = Assert.Single(trainers.Container.VolumeMounts, mount => mount.Name == volume.Name);
        Assert.Equal(mount.MountPath, Assert.Single(trainers.Container.Env, variable => variable.Name == KnownSettings.Checkpoints.Variable).Value);
        // Nothing of theirs is lost by it: what they had is still there, in the order that values refer to.
        var names = trainers.Container.Env.Select(variable => variable.Name).ToList();
        Assert.True(names.IndexOf("POD_NAMESPACE") < names.IndexOf(KnownSettings.Seeds.Variable));
    }

    [Fact]
    public void Should_let_KEDA_scale_alone()
    {
        var text = Manifests.Text("production", "lab2", "keda");
        Assert.DoesNotContain("HorizontalPodAutoscaler", text, StringComparison.Ordinal);
        var scaled = Assert.Single(text.Split("---\n"), part => part.Contains("kind: ScaledObject\n", StringComparison.Ordinal));
        Assert.Contains($"scaleTargetRef:\n    name: {Manifests.Of("production").Trainers.Name}\n", scaled, StringComparison.Ordinal);
        var query = scaled[scaled.IndexOf("query:", StringComparison.Ordinal)..scaled.IndexOf("serverAddress", StringComparison.Ordinal)];
        Assert.Contains("chaos_actors_campaign_items", query, StringComparison.Ordinal);
    }
}
