using System.Runtime.Serialization;

namespace Chaos.Actors.Messages.Serialization;

/// <summary>A part that every sender writes: Protobuf itself has nothing that must be there.</summary>
internal static class Required
{
    /// <exception cref="SerializationException">It is not there.</exception>
    public static T Of<T>(T? part)
        where T : class =>
        part ?? throw new SerializationException($"A message lacks its {typeof(T).Name}.");
}
