using System.Text.RegularExpressions;

namespace Chaos.Actors.Cluster.Tests.Telemetry;

public sealed partial class AlertRuleTests
{
    [Fact]
    public void Should_be_rules_that_Prometheus_accepts()
    {
        var (exitCode, output) = DebianProgram.Run("promtool", ObservabilityFiles.Folder, "check", "rules", "alerts.yaml");
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public void Should_fire_when_they_should_and_not_before()
    {
        var (exitCode, output) = DebianProgram.Run("promtool", ObservabilityFiles.Folder, "test", "rules", "alerts.test.yaml");
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public void Should_each_be_tested_both_ways_and_explained_in_the_operations_guide()
    {
        var guide = File.ReadAllLines(Path.Combine(ObservabilityFiles.Root, "docs", "operations.md"));
        var tests = File.ReadAllText(Path.Combine(ObservabilityFiles.Folder, "alerts.test.yaml"));
        var rules = Rule().Matches(File.ReadAllText(ObservabilityFiles.Rules));
        Assert.True(rules.Count >= 10);
        foreach (Match rule in rules)
        {
            var (name, body) = (rule.Groups[1].Value, rule.Groups[2].Value);
            // Whoever is woken by it begins with something to type.
            Assert.Equal("```", guide.SkipWhile(line => line != $"### {name}").Skip(1).First());
            Assert.Contains($"runbook_url: docs/operations.md#{name.ToLowerInvariant()}\n", body);
            Assert.Contains($"alertname: {name}, exp_alerts: []", tests);
            Assert.Contains($"alertname: {name}\n        exp_alerts:\n", tests);
        }
    }

    [GeneratedRegex(@"- alert: (\w+)\n(.*?)(?=      - alert:|  - name:|\z)", RegexOptions.Singleline)]
    private static partial Regex Rule();
}
