using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Chaos.Actors.Cli.Outputs;

/// <summary>What .NET does not say of a file without opening it, and opening a pipe already tells its reader something.</summary>
internal static class Posix
{
    private const int CurrentFolder = -100;
    private const uint TypeOnly = 1;
    private const int StatxBytes = 256; // on every architecture
    private const int ModeOffset = 28;
    private const int TypeMask = 0xF000;
    private const int FolderType = 0x4000;
    private const int RegularType = 0x8000;
    private const int MayWrite = 2;
    private const int GetDescriptorFlags = 1;
    private const int CloseOnExec = 1;

    /// <summary>What stands at a path, links followed.</summary>
    public static FileKind Kind(string path)
    {
        if (OperatingSystem.IsLinux())
        {
            var answer = new byte[StatxBytes];
            if (Statx(CurrentFolder, path, 0, TypeOnly, answer) != 0) return FileKind.Missing;
            return (BinaryPrimitives.ReadUInt16LittleEndian(answer.AsSpan(ModeOffset)) & TypeMask) switch
            {
                RegularType => FileKind.Regular,
                FolderType => FileKind.Folder,
                _ => FileKind.Special,
            };
        }
        return Directory.Exists(path) ? FileKind.Folder
            : !File.Exists(path) ? FileKind.Missing
            : path.StartsWith("/dev/", StringComparison.Ordinal) ? FileKind.Special
            : FileKind.Regular;
    }

    /// <summary>Whether what stands at a path may be written to.</summary>
    public static bool IsWritable(string path) => OperatingSystem.IsWindows() || Access(path, MayWrite) == 0;

    /// <summary>
    /// Whether whoever started this program gave it that descriptor. If not, the number may by now be that of any file the runtime
    /// has opened for itself; those are closed on exec, and a descriptor that came through one is not.
    /// </summary>
    public static bool IsInherited(int descriptor) =>
        OperatingSystem.IsWindows() || (Fcntl(descriptor, GetDescriptorFlags) is >= 0 and var flags && (flags & CloseOnExec) == 0);

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(
        int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] answer);

    [DllImport("libc", EntryPoint = "access")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Access([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);

    [DllImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Fcntl(int descriptor, int command);
}
