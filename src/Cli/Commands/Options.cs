using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.TrainerNode.Checkpoints;

namespace Chaos.Actors.Cli.Commands;

/// <summary>Options that several commands have, and their checks.</summary>
internal static class Options
{
    /// <summary>How many items are computed at a time.</summary>
    public static Option<int> Slots() => Counting("--slots", "N", "work items computed at a time (default: one a core)", Environment.ProcessorCount, 1024);

    /// <summary>How often the state of a running item is kept.</summary>
    public static Option<double> CheckpointEvery() => Real(
        "--checkpoint-every", "SECONDS", "keep the state of running items so often, to continue from after a crash (default: 60)",
        CheckpointSettings.Usual.TotalSeconds, "a number of seconds greater than 0 and up to 1e6", seconds => seconds is > 0 and <= 1e6);

    /// <summary>Which campaign.</summary>
    public static Argument<string> CampaignArgument() => new("CAMPAIGN")
    {
        Description = "its name, found under runs/ or else in the cluster, or its folder",
    };

    /// <summary>Where stored results are.</summary>
    public static Argument<string?> Results() => new("CAMPAIGN")
    {
        Description = "its name, found under runs/, or its folder; or a coordinator's SQLite file or connection string "
            + "(default: the settings Storage:ConnectionString or Storage:Path)",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>Which of several campaigns.</summary>
    public static Option<string?> Campaign() => new("--campaign")
    {
        Description = "the campaign's name, where there are several",
        HelpName = "NAME",
    };

    /// <summary>Results for programs.</summary>
    public static Option<bool> Json() => new("--json") { Description = "write the result to stdout as JSON" };

    /// <summary>A whole number of at least 1.</summary>
    public static Option<int> Counting(string name, string value, string description, int otherwise, int maximum) =>
        new(name)
        {
            Description = description,
            HelpName = value,
            DefaultValueFactory = _ => otherwise,
            CustomParser = result => (int)(Whole(result, name, 1, maximum) ?? 0),
        };

    /// <summary>A whole number, or nothing.</summary>
    public static Option<int?> Count(
        string name, string value, string description, int maximum = int.MaxValue, int minimum = 1) =>
        new(name)
        {
            Description = description,
            HelpName = value,
            CustomParser = result => (int?)Whole(result, name, minimum, maximum),
        };

    /// <summary>A real number with a condition.</summary>
    public static Option<double> Real(
        string name, string value, string description, double otherwise, string expected, Func<double, bool> allowed) =>
        new(name)
        {
            Description = description,
            HelpName = value,
            DefaultValueFactory = _ => otherwise,
            CustomParser = result =>
            {
                var text = Text(result);
                var read = DecimalNumber.TryParse(text, out var number, out var loss);
                if (read && loss is null && allowed(number)) return number;
                result.AddError($"{name}: found {text}, {(loss is null ? "" : loss + ", ")}expected {expected}");
                return 0;
            },
        };

    /// <summary>A whole number between two bounds, or null (reported).</summary>
    public static long? Whole(ArgumentResult result, string name, long minimum, long maximum)
    {
        var text = Text(result);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= minimum && number <= maximum)
            return number;
        result.AddError(string.Create(
            CultureInfo.InvariantCulture, $"{name}: found {text}, expected a whole number from {minimum} to {maximum:#,0}"));
        return null;
    }

    private static string Text(ArgumentResult result) => result.Tokens.Count == 0 ? "nothing" : result.Tokens[0].Value;
}
