using System.Diagnostics;
using System.Text;
using k8s;
using k8s.Models;

namespace Chaos.Actors.Cluster.Tests.Kubernetes;

/// <summary>
/// Runs the commands of docs/operations.md that make the Secrets, exactly as they stand there, short of giving them to a
/// Kubernetes.
/// </summary>
internal static class InstallGuide
{
    private const string Heading = "### Certificates and Secrets";

    /// <summary>The Secrets; certificates are made in the folder.</summary>
    public static IReadOnlyList<V1Secret> MakeSecrets(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "chaos"), $"""
            #!/bin/sh
            exec dotnet '{Path.Combine(AppContext.BaseDirectory, "chaos.dll")}' "$@"
            """);
        var script = $$"""
            chmod +x chaos
            kubectl() {
              case "$*" in
                *'create secret'*) echo --- >>secrets.yaml; command kubectl "$@" --dry-run=client -o yaml >>secrets.yaml ;;
                *) echo "kubectl $*" ;;
              esac
            }
            {{Commands()}}
            """;
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-euc", script])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = shell.StandardOutput.ReadToEndAsync();
        var error = shell.ErrorsInTime();
        Assert.True(shell.ExitCode == 0, output.Result + error);
        return [.. KubernetesYaml.LoadAllFromString(File.ReadAllText(Path.Combine(folder, "secrets.yaml")), strict: true).Cast<V1Secret>()];
    }

    /// <summary>What a Secret holds.</summary>
    public static byte[] Value(this IEnumerable<V1Secret> secrets, string name, string key) =>
        secrets.Single(secret => secret.Name() == name).Data[key];

    public static string Text(this IEnumerable<V1Secret> secrets, string name, string key) =>
        Encoding.UTF8.GetString(secrets.Value(name, key));

    // The block of code below the heading.
    private static string Commands()
    {
        var guide = File.ReadAllText(Repository.File("docs", "operations.md"));
        var section = guide[guide.IndexOf(Heading, StringComparison.Ordinal)..];
        return section.Split("```")[1];
    }
}
