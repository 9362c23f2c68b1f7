namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>
/// A number that the just-in-time compiler knows: a kernel that is generic over it becomes one machine code for each
/// number, in which <c>if (TCount.Value &gt; 3)</c> costs nothing.
/// </summary>
internal interface ICount
{
    static abstract int Value { get; }
}

internal readonly struct One : ICount { public static int Value => 1; }

internal readonly struct Two : ICount { public static int Value => 2; }

internal readonly struct Three : ICount { public static int Value => 3; }

internal readonly struct Four : ICount { public static int Value => 4; }

internal readonly struct Five : ICount { public static int Value => 5; }

internal readonly struct Six : ICount { public static int Value => 6; }

internal readonly struct Seven : ICount { public static int Value => 7; }

internal readonly struct Eight : ICount { public static int Value => 8; }
