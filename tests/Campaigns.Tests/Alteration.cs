using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Chaos.Actors.Dynamics.Layers;
using Chaos.Actors.Dynamics.Losses;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Campaigns.Tests;

/// <summary>
/// Copies of a record in which one value is another: of each property, and of each property of what is in it. Found by reflection, so that
/// a property that is added is among them.
/// </summary>
internal static class Alteration
{
    /// <summary>The copies, each with the path of what is different.</summary>
    public static IEnumerable<(string Path, T Altered)> Of<T>(T value)
        where T : class => Properties(typeof(T)).SelectMany(
            property => Values(property.Name, property.PropertyType, property.GetValue(value)).Select(
                other => (other.Path, With(value, property, other.Value))));

    /// <summary>The fields behind the properties of a type that hold its content.</summary>
    public static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => Field(property) is not null);

    private static IEnumerable<(string Path, object? Value)> Values(string path, Type type, object? value) => value switch
    {
        null when type == typeof(string) => [(path, "x")],
        null when Nullable.GetUnderlyingType(type) is { } number => [(path, Activator.CreateInstance(number))],
        null => [], // of what there are several kinds, each is somewhere else
        string text => [(path, text + "x")],
        bool flag => [(path, !flag)],
        int number => Nullable.GetUnderlyingType(type) is null ? [(path, number + 1)] : [(path, number + 1), (path + " (none)", null)],
        ulong number => [(path, number + 1)],
        long number => [(path, number + 1)],
        SeedCounts seeds => [(path, new SeedCounts([.. seeds.SkipLast(1), seeds[^1] + 1])), (path + " (none)", null)],
        double number => [(path, Math.BitIncrement(number))],
        PerturbedPart part => [.. new[] { PerturbedPart.Weights, PerturbedPart.All, PerturbedPart.Some(5), PerturbedPart.Some(6) }
            .Where(other => other != part).Select(other => ($"{path} {other}", (object?)other))],
        Loss loss => [(path, Loss.All.First(other => other != loss))],
        Architecture architecture => Architectures(path, architecture),
        Enum => Enum.GetValues(type).Cast<object>().Where(other => !other.Equals(value)).Select(other => ($"{path} {other}", (object?)other)),
        ObservableSet set => [(path, set.Count == 0 ? [Observable.TestLoss] : ObservableSet.None)],
        IList list => Lists(path, list),
        _ => Properties(value.GetType()).SelectMany(property => Values($"{path}.{property.Name}", property.PropertyType, property.GetValue(value))
            .Select(other => (other.Path, (object?)With(value, property, other.Value)))),
    };

    // Its properties hang together, so that no one of them can be set alone.
    private static IEnumerable<(string Path, object? Value)> Architectures(string path, Architecture architecture)
    {
        var layers = architecture.Layers;
        yield return (path + ".Layers (one more)", new Architecture([.. layers, new DenseSpec(3)], architecture.Initialisation) with { Biases = architecture.Biases });
        foreach (var scheme in Enum.GetValues<Initialisation>().Where(scheme => scheme != architecture.Initialisation))
            yield return ($"{path}.Initialisation {scheme}", new Architecture(layers, scheme) with { Biases = architecture.Biases });
        yield return (path + ".Biases", architecture with { Biases = !architecture.Biases });
        if (architecture.Initialisation == Initialisation.Normal) yield return (path + ".Sigma", architecture with { Sigma = 2 * architecture.Sigma });
        if (!architecture.IsStack || architecture.Hidden.Count == 0) yield break;
        foreach (var activation in Activation.All.Where(activation => !activation.Equals(architecture.Activation)))
            yield return ($"{path}.Activation {activation}", new Architecture(architecture.Hidden, activation, architecture.Initialisation));
        yield return (path + ".Hidden", new Architecture([.. architecture.Hidden, 7], architecture.Activation, architecture.Initialisation));
    }

    private static IEnumerable<(string Path, object? Value)> Lists(string path, IList list)
    {
        var element = list.GetType().IsArray ? list.GetType().GetElementType()! : list.GetType().GetGenericArguments()[0];
        if (list.Count > 0) yield return (path + " (shorter)", Copy(list.Cast<object?>().SkipLast(1)));
        for (var k = 0; k < list.Count; k++)
        {
            foreach (var (inside, value) in Values($"{path}[{k}]", element, list[k]))
            {
                var values = list.Cast<object?>().ToList();
                values[k] = value;
                yield return (inside, Copy(values));
            }
        }

        Array Copy(IEnumerable<object?> values)
        {
            var all = values.ToList();
            var copy = Array.CreateInstance(element, all.Count);
            for (var k = 0; k < copy.Length; k++) copy.SetValue(all[k], k);
            return copy;
        }
    }

    private static T With<T>(T value, PropertyInfo property, object? other)
        where T : class
    {
        var copy = typeof(object).GetMethod("MemberwiseClone", BindingFlags.NonPublic | BindingFlags.Instance)!.Invoke(value, null)!;
        Field(property)!.SetValue(copy, other);
        return (T)copy;
    }

    private static FieldInfo? Field(PropertyInfo property)
    {
        var field = property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", BindingFlags.NonPublic | BindingFlags.Instance);
        return field?.GetCustomAttribute<CompilerGeneratedAttribute>() is null ? null : field;
    }
}
