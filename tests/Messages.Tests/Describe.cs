using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Chaos.Actors.Messages.Tests;

/// <summary>A value as text, all the way down: records with lists in them do not compare by value.</summary>
internal static class Describe
{
    public static string Value(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable simple when value.GetType().IsPrimitive || value is TimeSpan or Enum =>
            simple.ToString(null, CultureInfo.InvariantCulture),
        ReadOnlyMemory<byte> bytes => Convert.ToHexString(bytes.Span),
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Value))}]",
        _ => $"{value.GetType().Name}{{{string.Join(", ", value.GetType()
            .GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.GetIndexParameters().Length == 0 && property.Name is not "Grid" and not "Nothing")
            .Select(property => $"{property.Name} = {Value(property.GetValue(value))}"))}}}",
    };
}
