using System.Runtime.Serialization;

namespace Chaos.Actors.Messages.Serialization;

/// <summary>Our own wire enums have the numbers of their C# counterparts; what is not one of them is refused.</summary>
internal static class WireEnum
{
    public static T Checked<T>(int value)
        where T : struct, Enum
    {
        var result = (T)Enum.ToObject(typeof(T), value);
        return Enum.IsDefined(result) ? result : throw new SerializationException($"No {typeof(T).Name} has number {value}.");
    }
}
