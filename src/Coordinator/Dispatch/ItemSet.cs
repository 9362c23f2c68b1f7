using System.Collections.Immutable;
using System.Numerics;

namespace Chaos.Actors.Coordinator.Dispatch;

/// <summary>
/// An immutable set of items of a grid: one bit each, in blocks of 4096, so that adding one copies half a kilobyte and
/// the list of blocks, whatever the size of the grid. Blocks nobody touched are shared.
/// </summary>
public sealed class ItemSet
{
    private const int WordsPerBlock = 64;
    private const int ItemsPerBlock = WordsPerBlock * 64;
    private static readonly ulong[] EmptyBlock = new ulong[WordsPerBlock];

    private readonly ImmutableArray<ulong[]> _blocks;

    private ItemSet(ImmutableArray<ulong[]> blocks, long size, long count)
    {
        _blocks = blocks;
        Size = size;
        Count = count;
    }

    /// <summary>Number of items that could be in the set.</summary>
    public long Size { get; }

    /// <summary>Number of items that are.</summary>
    public long Count { get; }

    /// <summary>The empty set over <paramref name="size"/> items.</summary>
    public static ItemSet Empty(long size) =>
        new([.. Enumerable.Repeat(EmptyBlock, checked((int)((size + ItemsPerBlock - 1) / ItemsPerBlock)))], size, 0);

    /// <summary>The set whose bit i mod 8 of byte i / 8 says whether i is in it.</summary>
    public static ItemSet FromBytes(ReadOnlySpan<byte> bytes, long size)
    {
        if (bytes.Length != (size + 7) / 8)
            throw new ArgumentException($"{bytes.Length} bytes do not hold {size} items.", nameof(bytes));
        var blocks = Empty(size)._blocks.ToArray();
        long count = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == 0) continue;
            ref var block = ref blocks[i / (ItemsPerBlock / 8)];
            if (block == EmptyBlock) block = new ulong[WordsPerBlock];
            block[i % (ItemsPerBlock / 8) / 8] |= (ulong)bytes[i] << (i % 8 * 8);
            count += BitOperations.PopCount(bytes[i]);
        }
        return new ItemSet([.. blocks], size, count);
    }

    /// <summary>Whether the item is in the set.</summary>
    public bool Contains(long item)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(item);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(item, Size);
        return (_blocks[(int)(item / ItemsPerBlock)][item % ItemsPerBlock / 64] >> (int)(item % 64) & 1) != 0;
    }

    /// <summary>The set with the item.</summary>
    public ItemSet Add(long item)
    {
        if (Contains(item)) return this;
        var index = (int)(item / ItemsPerBlock);
        var block = (ulong[])_blocks[index].Clone();
        block[item % ItemsPerBlock / 64] |= 1UL << (int)(item % 64);
        return new ItemSet(_blocks.SetItem(index, block), Size, Count + 1);
    }

    /// <summary>The set without the item.</summary>
    public ItemSet Remove(long item)
    {
        if (!Contains(item)) return this;
        var index = (int)(item / ItemsPerBlock);
        var block = (ulong[])_blocks[index].Clone();
        block[item % ItemsPerBlock / 64] &= ~(1UL << (int)(item % 64));
        return new ItemSet(_blocks.SetItem(index, block), Size, Count - 1);
    }

    /// <summary>The smallest item ≥ <paramref name="from"/> that is not in the set; <see cref="Size"/> if there is none.</summary>
    public long NextAbsent(long from)
    {
        for (var item = from; item < Size;)
        {
            var rest = ~_blocks[(int)(item / ItemsPerBlock)][item % ItemsPerBlock / 64] >> (int)(item % 64);
            if (rest != 0) return Math.Min(item + BitOperations.TrailingZeroCount(rest), Size);
            item = (item / 64 + 1) * 64;
        }
        return Size;
    }

    /// <summary>As <see cref="FromBytes"/> reads it.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[(Size + 7) / 8];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(_blocks[i / (ItemsPerBlock / 8)][i % (ItemsPerBlock / 8) / 8] >> (i % 8 * 8));
        return bytes;
    }
}
