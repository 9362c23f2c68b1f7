using System.Globalization;
using System.Net;
using Chaos.Actors.Cluster.Hosting;
using Chaos.Actors.Cluster.Settings;
using Chaos.Actors.Coordinator.Api.Access;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Configuration;

namespace Chaos.Actors.Cluster.Tests.Kubernetes;

public sealed class ManifestTests
{
    private const string Namespace = "chaos-actors";
    private const int Https = 4443;

    private static readonly string[] ClientVariables = ["CHAOS_SERVER", "CHAOS_TOKEN_FILE", "CHAOS_AUTHORITY"];

    public static TheoryData<string> Overlays { get; } = ["local", "production"];

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Should_hold_what_they_refer_to_and_no_secret(string overlay)
    {
        var manifests = Manifests.Of(overlay);

        Assert.Empty(manifests.Every<V1Secret>());
        Assert.All(manifests.All.Where(item => item is not (V1Namespace or V1PriorityClass)), item => Assert.Equal(Namespace, item.Namespace()));
        Assert.All(manifests.Workloads, workload =>
        {
            manifests.The<V1ServiceAccount>(workload.Pod.ServiceAccountName);
            Assert.All(workload.Container.EnvFrom ?? [], source => manifests.The<V1ConfigMap>(source.ConfigMapRef.Name));
        });
        Assert.All(manifests.Every<V1Service>(), service =>
        {
            var behind = Assert.Single(manifests.Workloads, workload => workload.Has(service.Spec.Selector));
            Assert.All(service.Spec.Ports, port => Assert.InRange(behind.Port(port.TargetPort), 1, 65535));
        });
        var scaled = Assert.Single(manifests.Every<V2HorizontalPodAutoscaler>()).Spec;
        Assert.Equal(manifests.Trainers.Name, scaled.ScaleTargetRef.Name);
        Assert.Null(manifests.Trainers.Replicas); // else applying the manifests again would undo what the autoscaler did
    }

    /// <summary>Two installations in one cluster: <c>namespace: lab2</c> and nothing else.</summary>
    [Theory]
    [MemberData(nameof(Overlays))]
    public void Should_move_to_another_namespace_whole(string overlay)
    {
        var (here, there) = (Manifests.Text(overlay, Namespace), Manifests.Text(overlay, "lab2"));
        Assert.Contains("namespace: lab2\n", there, StringComparison.Ordinal);
        Assert.Contains("kind: Namespace\nmetadata:\n  labels:", there, StringComparison.Ordinal);
        Assert.DoesNotContain(Namespace, there, StringComparison.Ordinal);
        // Their order apart, which goes by the namespace's name, too.
        Assert.Equal(here.Replace(Namespace, "lab2").Split("---\n").Order(), there.Split("---\n").Order());
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Should_set_nothing_that_is_no_setting(string overlay)
    {
        var manifests = Manifests.Of(overlay);
        Assert.All(manifests.Own, workload =>
        {
            var known = workload == manifests.Client
                ? ClientVariables
                : KnownSettings.All.Where(setting => setting.UsedBy.HasFlag(Kind(workload))).Select(setting => setting.Variable);
            var referred = (workload.Container.Env ?? []).SelectMany(variable => PodEnvironment.References(variable.Value));
            Assert.Empty(Environment(manifests, workload).Keys.Except(known).Except(referred));
        });
    }

    /// <summary>The program checks its settings at start: that they go together, that the certificate names the host.</summary>
    [Theory]
    [MemberData(nameof(Overlays))]
    public void Should_set_what_the_program_accepts(string overlay)
    {
        var manifests = Manifests.Of(overlay);
        var folder = Directory.CreateTempSubdirectory("chaos manifests ");
        try
        {
            var secrets = InstallGuide.MakeSecrets(folder.FullName);
            foreach (var workload in manifests.Own)
            {
                var name = workload.Service is null ? workload.Name + "-5d9f-x2x4" : workload.Name + "-0";
                var variables = new PodEnvironment(manifests, secrets.Text).Resolve(workload, name, IPAddress.Parse("10.1.2.3"));
                foreach (var volume in workload.Pod.Volumes.Where(volume => volume.Secret is not null))
                {
                    var mount = workload.Container.VolumeMounts.Single(mount => mount.Name == volume.Name);
                    var place = Directory.CreateDirectory(Path.Combine(folder.FullName, workload.Name, volume.Name)).FullName;
                    foreach (var key in secrets.Single(secret => secret.Name() == volume.Secret.SecretName).Data.Keys)
                        File.WriteAllBytes(Path.Combine(place, key), secrets.Value(volume.Secret.SecretName, key));
                    foreach (var (key, value) in variables) variables[key] = value.Replace(mount.MountPath + "/", place + "/", StringComparison.Ordinal);
                }
                if (workload == manifests.Client)
                {
                    Assert.Equal(ClientVariables.Append("POD_NAMESPACE").Order(), variables.Keys.Order());
                    Assert.Equal(Seeds(manifests).Select(seed => $"https://{seed.Host}:{Https}"), variables["CHAOS_SERVER"].Split(','));
                    Assert.All(ClientVariables[1..], file => Assert.True(File.Exists(variables[file]), file));
                    continue;
                }
                var configuration = new ConfigurationBuilder().AddInMemoryCollection(variables.ToDictionary(
                    variable => variable.Key.Replace("__", ":", StringComparison.Ordinal), variable => (string?)variable.Value)).Build();
                var settings = NodeSettings.Read(configuration, Kind(workload));
                Assert.Equal(name, settings.Node.Value);
                Assert.Equal(Seeds(manifests), settings.Cluster.Seeds);
                Assert.Contains(workload.Container.Ports, port => port.ContainerPort == settings.Cluster.Port);
                Assert.Contains(workload.Container.Ports, port => port.ContainerPort == settings.Http.Port);
                Assert.Contains(workload.Container.VolumeMounts, writable => writable.MountPath == settings.Data && writable.ReadOnlyProperty != true);
                if (workload == manifests.Coordinators)
                {
                    Assert.Equal(Https, settings.Https);
                    Assert.Contains(workload.Container.Ports, port => port.ContainerPort == Https);
                    Assert.Equal("client", Assert.Single(new TokenFile(settings.Tokens).Tokens()!).Name);
                }
                // 0.0.0.0 or [::], or no probe would be answered.
                Assert.Contains(settings.Http.Address, new[] { IPAddress.Any, IPAddress.IPv6Any });
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Should_keep_a_quorum_of_coordinators_that_find_each_other(string overlay)
    {
        var manifests = Manifests.Of(overlay);
        var coordinators = manifests.Coordinators;
        var service = manifests.The<V1Service>(coordinators.Service!).Spec;
        var settings = Environment(manifests, coordinators);
        var number = int.Parse(settings[KnownSettings.Coordinators.Variable], CultureInfo.InvariantCulture);

        Assert.Equal(coordinators.Replicas, number);
        Assert.Equal(Enumerable.Range(0, number).Select(Address), Seeds(manifests));
        Assert.Equal(("None", true), (service.ClusterIP, service.PublishNotReadyAddresses));
        Assert.Equal("Parallel", manifests.The<V1StatefulSet>(coordinators.Name).Spec.PodManagementPolicy);
        var budget = Assert.Single(manifests.Every<V1PodDisruptionBudget>(), budget => coordinators.Has(budget.Spec.Selector.MatchLabels));
        var away = int.Parse(budget.Spec.MaxUnavailable.Value, CultureInfo.InvariantCulture);
        Assert.True(number == 1 || number - away >= number / 2 + 1);

        NodeAddress Address(int index) =>
            new($"{coordinators.Name}-{index}.{coordinators.Service}.{Namespace}.svc", Assert.Single(service.Ports).Port);
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Should_leave_a_stopping_node_the_time_it_takes(string overlay)
    {
        var manifests = Manifests.Of(overlay);
        foreach (var workload in new[] { manifests.Coordinators, manifests.Trainers })
        {
            var drain = KnownSettings.DrainTime;
            var value = Environment(manifests, workload).GetValueOrDefault(drain.Variable, drain.Default);
            Assert.EndsWith("s", value);
            var before = workload.Container.Lifecycle?.PreStop?.Exec?.Command is ["sleep", var seconds] ? Number(seconds) : 0;

            Assert.True(
                workload.Pod.TerminationGracePeriodSeconds >= before + Number(value[..^1]) + NodeHost.TimeToLeave.TotalSeconds, workload.Name);
        }

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Should_run_without_any_privilege(string overlay)
    {
        Assert.All(Manifests.Of(overlay).Workloads, workload =>
        {
            var (pod, container) = (workload.Pod, workload.Container);
            Assert.True(pod.SecurityContext.RunAsNonRoot);
            Assert.True(pod.SecurityContext.RunAsUser > 0);
            Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
            Assert.False(pod.AutomountServiceAccountToken);
            Assert.Null(pod.HostNetwork);
            Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
            Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
            Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
            Assert.Null(container.SecurityContext.Capabilities.Add);
            Assert.Superset(new HashSet<string> { "cpu", "memory" }, container.Resources.Requests.Keys.ToHashSet());
            Assert.Contains("memory", container.Resources.Limits.Keys);
            Assert.All(pod.Volumes, volume => Assert.True(volume.Secret is not null || volume.EmptyDir?.SizeLimit is not null, volume.Name));
            Assert.All(
                pod.Volumes.Where(volume => volume.Secret is not null),
                volume => Assert.True(container.VolumeMounts.Single(mount => mount.Name == volume.Name).ReadOnlyProperty));
            if (workload.Image is { } image) Assert.Equal(image.User, pod.SecurityContext.RunAsUser.ToString());
        });
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Should_let_through_the_traffic_there_is_and_no_other(string overlay)
    {
        var manifests = Manifests.Of(overlay);
        var traffic = new PodTraffic(manifests);
        var (coordinators, trainers, client) = (manifests.Coordinators, manifests.Trainers, manifests.Client);
        const int Cluster = 4053, Http = 4080, Postgres = 5432;

        Assert.All(new[] { coordinators, trainers }, one => Assert.All(
            new[] { coordinators, trainers }, other => Assert.True(traffic.Allows(one, other, Cluster), $"{one} to {other}")));
        Assert.True(traffic.Allows(client, coordinators, Https));
        Assert.All(new[] { Cluster, Http }, port => Assert.False(traffic.Allows(client, coordinators, port)));
        Assert.All(new[] { Cluster, Http, Https }, port => Assert.False(traffic.Allows(client, trainers, port)));
        Assert.False(traffic.Allows(trainers, coordinators, Https));
        Assert.False(traffic.Allows(trainers, client, Cluster));
        Assert.False(traffic.Allows(trainers, coordinators, Http));
        foreach (var database in manifests.Workloads.Where(workload => workload.Component == "database"))
        {
            Assert.True(traffic.Allows(coordinators, database, Postgres));
            Assert.False(traffic.Allows(trainers, database, Postgres));
            Assert.False(traffic.Allows(client, database, Postgres));
            Assert.False(traffic.Allows(database, coordinators, Cluster));
        }
    }

    [Fact]
    public void Should_let_an_ingress_ask_coordinators_over_tls_alone()
    {
        var manifests = Manifests.With("local", "ingress");
        var service = Assert.Single(manifests.Every<V1Ingress>()).Spec.Rules.Single().Http.Paths.Single().Backend.Service;
        var port = manifests.The<V1Service>(service.Name).Spec.Ports.Single(port => port.Name == service.Port.Name);
        var policy = manifests.The<V1NetworkPolicy>("chaos-ingress").Spec;

        Assert.Equal(Https, manifests.Coordinators.Port(port.TargetPort));
        Assert.True(manifests.Coordinators.Has(policy.PodSelector.MatchLabels));
        Assert.Equal([$"{Https}"], Assert.Single(policy.Ingress).Ports.Select(open => open.Port.Value));
        Assert.Empty(Manifests.Of("local").Every<V1Ingress>());
    }

    [Fact]
    public void Should_make_the_same_image_either_way()
    {
        Assert.Equal(["chaos/client", "chaos/coordinator", "chaos/trainer"], Image.All.Select(image => image.Name).Order());
        Assert.All(Image.All, image =>
        {
            Assert.Equal(image.Instruction("USER"), image.User);
            var exposed = image.Dockerfile.Any(line => line.StartsWith("EXPOSE ", StringComparison.Ordinal))
                ? image.Instruction("EXPOSE").Split(' ').Select(port => int.Parse(port, CultureInfo.InvariantCulture))
                : [];
            Assert.Equal(exposed, image.Ports);

            var published = image.Publish();
            Assert.All([Assert.Single(image.EntryPoint), image.SdkCommand()[^1]], program =>
                Assert.True(File.Exists(Path.Combine(published, Path.GetRelativePath(image.Folder, program))), program));
            Assert.All(
                Directory.EnumerateDirectories(Path.Combine(published, "runtimes")),
                system => Assert.Matches("^(unix|linux.*)$", Path.GetFileName(system)));
            Assert.True(File.Exists(Path.Combine(published, "data", "iris.csv")), published);
        });
        Assert.All(new[] { "local", "production" }.SelectMany(overlay => Manifests.Of(overlay).Own), workload =>
            Assert.Equal(workload.Image!.Ports, (workload.Container.Ports ?? []).Select(port => port.ContainerPort)));
    }

    private static NodeKind Kind(Workload workload) => Enum.Parse<NodeKind>(workload.Component, ignoreCase: true);

    private static Dictionary<string, string> Environment(Manifests manifests, Workload workload) =>
        new PodEnvironment(manifests, (_, _) => "secret").Resolve(workload, "pod", IPAddress.Loopback);

    private static IEnumerable<NodeAddress> Seeds(Manifests manifests) =>
        Environment(manifests, manifests.Coordinators)[KnownSettings.Seeds.Variable].Split(',').Select(seed => NodeAddress.Parse(seed)!);
}
