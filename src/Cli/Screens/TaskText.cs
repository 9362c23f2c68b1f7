using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Cli.Screens;

/// <summary>What was found in a task's data, in words.</summary>
internal static class TaskText
{
    private const int ShownClasses = 12;
    private const int ShownColumns = 8;

    /// <summary>The classes of a part that have samples, and how many.</summary>
    public static IReadOnlyList<(string Class, int Samples)> Counts(LearningTask task, LabelledSamples part) =>
        [.. part.Labels.CountBy(label => label).OrderBy(count => count.Key).Select(count => (task.ClassNames[count.Key], count.Value))];

    /// <summary>Such as <c>4 features</c>, or <c>3,072 features (32x32x3)</c> of images.</summary>
    public static string Shape(LearningTask task) =>
        $"{Format.Count(task.Features)} features{(task.Shape.IsFlat ? "" : $" ({task.Shape})")}";

    /// <summary>Such as <c>3 classes</c> or <c>1 real target</c>.</summary>
    public static string Answers(LearningTask task) => task.HasRealTargets
        ? $"{task.Outputs} real target{(task.Outputs == 1 ? "" : "s")}"
        : $"{task.Classes} classes";

    /// <summary>Such as <c>120 samples: class 0 × 40, 1 × 40, 2 × 40</c>, or <c>88 samples: targets from -1.3 to 2.5</c>.</summary>
    public static string Part(LearningTask task, LabelledSamples part)
    {
        if (part.Targets is { } targets)
            return $"{Format.Count(part.Count)} samples: targets from {Format.Axis(targets.Min())} to {Format.Axis(targets.Max())}";
        var counts = Counts(task, part);
        var shown = string.Join(", ", counts.Take(ShownClasses).Select(count => $"{Plain(count.Class)} × {Format.Count(count.Samples)}"));
        var more = counts.Count > ShownClasses ? $", … ({counts.Count} classes)" : "";
        return $"{Format.Count(part.Count)} samples: {(counts.Count == 1 ? "only class" : "class")} {shown}{more}";
    }

    /// <summary>Such as <c>d.csv: 30 samples from line 2; header in line 1: x, y, label</c>.</summary>
    public static string File(TaskFileContent content)
    {
        var text = $"{Format.Path(content.Path)}: {Format.Count(content.Samples)} samples";
        if (content.FirstSampleLine is { } line) text += $" from line {line}";
        if (content.Header is { } header)
        {
            var columns = header.Count <= ShownColumns
                ? header
                : [.. header.Take(ShownColumns - 2), "…", header[^1]];
            text += $"; header in line {content.HeaderLine}: {string.Join(", ", columns.Select(Plain))}";
        }
        else if (content.FirstSampleLine is not null) text += "; no header";
        return text;
    }

    private static string Plain(string text) =>
        string.Concat((text.Length > 40 ? text[..40] + "…" : text).Select(c => char.IsControl(c) ? '·' : c));
}
