using System.Reflection;
using PureHDF;
using PureHDF.VOL.Native;

namespace Chaos.Actors.Cli.PairFiles;

/// <summary>The members of a group, links that lead nowhere or out of the file included.</summary>
internal static class Hdf5Links
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly FieldInfo ScratchPad = typeof(NativeGroup).GetField("_scratchPad", Any)
        ?? throw new NotSupportedException("This version of PureHDF has no NativeGroup._scratchPad.");

    /// <summary>The members of a group, in the file's order.</summary>
    public static IEnumerable<IH5Object> Members(IH5Group group)
    {
        // A group's parent may keep where its members were when the group was made. HDF5 moves them when a group is given its
        // first link to another file, and PureHDF would go on listing what was there before.
        ScratchPad.SetValue(group, null);
        return group.Children();
    }
}
