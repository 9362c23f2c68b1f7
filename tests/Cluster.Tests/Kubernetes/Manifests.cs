using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using k8s;
using k8s.Models;

namespace Chaos.Actors.Cluster.Tests.Kubernetes;

/// <summary>An overlay as <c>kubectl kustomize</c> renders it, read strictly: a field that Kubernetes does not know is an error.</summary>
internal sealed class Manifests
{
    private static readonly ConcurrentDictionary<string, Manifests> Rendered = new();

    private Manifests(string text) => All = [.. KubernetesYaml.LoadAllFromString(text, strict: true).Cast<IKubernetesObject<V1ObjectMeta>>()];

    public IReadOnlyList<IKubernetesObject<V1ObjectMeta>> All { get; }

    /// <summary>What makes pods, in one form.</summary>
    public IEnumerable<Workload> Workloads => All.Select(Workload.Of).OfType<Workload>();

    /// <summary>Those whose image is this project's.</summary>
    public IEnumerable<Workload> Own => Workloads.Where(workload => workload.Image is not null);

    public Workload Coordinators => Own.Single(workload => workload.Component == "coordinator");

    public Workload Trainers => Own.Single(workload => workload.Component == "trainer");

    public Workload Client => Own.Single(workload => workload.Component == "client");

    public static Manifests Of(string overlay) =>
        Rendered.GetOrAdd(overlay, _ => new Manifests(RunKubectl("kustomize", Repository.File("k8s", "overlays", overlay))));

    /// <summary>An overlay with a component that it has not by itself.</summary>
    public static Manifests With(string overlay, string component)
    {
        var folder = Directory.CreateTempSubdirectory("chaos manifests ");
        try
        {
            string Here(params string[] parts) => Path.GetRelativePath(folder.FullName, Repository.File(["k8s", .. parts]));
            File.WriteAllText(Path.Combine(folder.FullName, "kustomization.yaml"), $"resources: ['{Here("overlays", overlay)}']\ncomponents: ['{Here("components", component)}']\n");
            return new Manifests(RunKubectl("kustomize", folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The same with components.</summary>
    public static Manifests Of(string overlay, params string[] components) => new(Text(overlay, "chaos-actors", components));

    public IEnumerable<T> Every<T>()
        where T : IKubernetesObject<V1ObjectMeta> => All.OfType<T>();

    public T The<T>(string name)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        Every<T>().SingleOrDefault(item => item.Name() == name) ?? throw new InvalidOperationException($"there is no {typeof(T).Name} {name}");

    /// <summary>An overlay in a namespace of the caller's and with some of k8s/components, whose kinds this project's library does not know.</summary>
    public static string Text(string overlay, string @namespace, params string[] components)
    {
        var folder = Directory.CreateTempSubdirectory("chaos-overlay-").FullName;
        try
        {
            string From(params string[] parts) => Path.GetRelativePath(folder, Repository.File(["k8s", .. parts]));
            File.WriteAllText(Path.Combine(folder, "kustomization.yaml"), $"""
                resources: [{From("overlays", overlay)}]
                components: [{string.Join(", ", components.Select(component => From("components", component)))}]
                namespace: {@namespace}
                """);
            return RunKubectl("kustomize", "--load-restrictor", "LoadRestrictionsNone", folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string RunKubectl(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("kubectl", arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.OutputInTime();
            return process.ExitCode == 0 ? output : throw new InvalidOperationException($"kubectl {string.Join(' ', arguments)}: {error.Result}");
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException(
                "These tests render manifests with kubectl 1.21 or newer, which is not installed (Debian: apt-get install kubernetes-client; "
                + "./test does so where it may).", e);
        }
    }
}
