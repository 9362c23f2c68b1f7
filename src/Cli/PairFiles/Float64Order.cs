using System.Buffers.Binary;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using PureHDF;
using PureHDF.VOL.Native;

namespace Chaos.Actors.Cli.PairFiles;

/// <summary>
/// Reads float64 datasets of either byte order. PureHDF refuses big-endian data but gives their bytes, decompressed, when
/// asked for bytes. It keeps the byte order itself to itself, hence the reflection: an upgrade that moves it fails the
/// tests on the big-endian fixtures.
/// </summary>
internal static class Float64Order
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>True for IEEE 754 binary64, big-endian; false for little-endian; null for anything else.</summary>
    public static bool? IsBigEndian(IH5Dataset dataset)
    {
        if (dataset.Type is not { Class: H5DataTypeClass.FloatingPoint, Size: sizeof(double) }) return null;
        var type = Member((NativeDataset)dataset, "InternalDataType");
        var bits = Member(type, "BitField");
        var layout = ((Array)Member(type, "Properties")).GetValue(0)!;
        var ieee = Number(bits, "SignLocation") == 63 && Number(layout, "BitOffset") == 0
            && Number(layout, "BitPrecision") == 64 && Number(layout, "ExponentLocation") == 52
            && Number(layout, "ExponentSize") == 11 && Number(layout, "ExponentBias") == 1023
            && Number(layout, "MantissaLocation") == 0 && Number(layout, "MantissaSize") == 52
            && Member(bits, "MantissaNormalization").ToString() == "MsbIsNotStoredButImplied";
        return (ieee, Member(bits, "ByteOrder").ToString()) switch
        {
            (true, "LittleEndian") => false,
            (true, "BigEndian") => true,
            _ => null,
        };
    }

    /// <summary>All values, row-major.</summary>
    public static double[] Read(IH5Dataset dataset, bool bigEndian)
    {
        if (!bigEndian) return dataset.Read<double[]>();
        var bytes = dataset.Read<byte[]>();
        var values = new double[bytes.Length / sizeof(double)];
        BinaryPrimitives.ReverseEndianness(
            MemoryMarshal.Cast<byte, ulong>(bytes.AsSpan()), MemoryMarshal.Cast<double, ulong>(values.AsSpan()));
        return values;
    }

    private static object Member(object owner, string name) =>
        owner.GetType().GetProperty(name, Any)?.GetValue(owner)
        ?? throw new NotSupportedException($"This version of PureHDF has no {owner.GetType().Name}.{name}.");

    private static long Number(object owner, string name) =>
        Convert.ToInt64(Member(owner, name), CultureInfo.InvariantCulture);
}
