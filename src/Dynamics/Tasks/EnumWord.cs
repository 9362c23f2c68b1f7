using System.Reflection;
using System.Text.Json.Serialization;

namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>The words for the values of an enum, as campaign files write them: those of its JSON form.</summary>
public static class EnumWord
{
    /// <summary>The words, in the order of the values.</summary>
    public static IReadOnlyList<string> All<TEnum>()
        where TEnum : struct, Enum => [.. Enum.GetValues<TEnum>().Select(Of)];

    /// <summary>The word for a value.</summary>
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum =>
        typeof(TEnum).GetField(value.ToString())!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()!.Name;

    /// <summary>The value of a word, or null.</summary>
    public static TEnum? Named<TEnum>(string word)
        where TEnum : struct, Enum
    {
        foreach (var value in Enum.GetValues<TEnum>())
            if (Of(value) == word) return value;
        return null;
    }
}
