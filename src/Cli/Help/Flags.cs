using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;

namespace Chaos.Actors.Cli.Help;

/// <summary>What a flag says of its value.</summary>
internal static class Flags
{
    /// <summary>Whether a value follows it.</summary>
    public static bool TakesValue(Option option) => option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool);

    /// <summary>The words it accepts, where those are few.</summary>
    public static IReadOnlyList<string> Choices(Option option) => TakesValue(option)
        ? [.. option.GetCompletions(CompletionContext.Empty).Select(choice => choice.Label)]
        : [];

    /// <summary>The value in its help: <c>FILE</c>, or the words to choose from.</summary>
    public static string Value(Option option) => option.HelpName ?? string.Join('|', Choices(option));

    /// <summary>What it is where it is not given and its description does not say so; else null.</summary>
    public static string? Default(Option option) =>
        TakesValue(option) && option.HasDefaultValue && option.Description?.Contains("(default:", StringComparison.Ordinal) != true
            ? Text(option.GetDefaultValue())
            : null;

    private static string? Text(object? value) => value switch
    {
        double number => number is 0 or >= 0.001 ? number.ToString("R", CultureInfo.InvariantCulture) : number.ToString("0.###e-0", CultureInfo.InvariantCulture),
        Array several => string.Join(',', several.Cast<object>()),
        _ => value?.ToString(),
    };
}
