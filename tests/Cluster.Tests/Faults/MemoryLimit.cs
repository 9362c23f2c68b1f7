using System.Globalization;
using Chaos.Actors.Cluster.Tests.Nodes;

namespace Chaos.Actors.Cluster.Tests.Faults;

/// <summary>
/// So much memory for all processes that are started under it, and no swap: a control group, as a container is. The kernel kills who
/// wants more.
/// </summary>
internal sealed class MemoryLimit : IDisposable
{
    private const string Root = "/sys/fs/cgroup";
    private readonly string _group;

    public MemoryLimit(long bytes)
    {
        var unified = File.Exists(Path.Combine(Root, "cgroup.controllers"));
        _group = Path.Combine(unified ? Root : Path.Combine(Root, "memory"), $"chaos-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(_group);
            Set(unified ? "memory.max" : "memory.limit_in_bytes", bytes, mustExist: true);
            Set(unified ? "memory.swap.max" : "memory.memsw.limit_in_bytes", unified ? 0 : bytes, mustExist: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException(
                $"This test limits the memory of a process with a control group of its own ({_group}), which it must be allowed to make: run "
                + $"the tests as root where {Root} can be written ({e.Message}).", e);
        }
    }

    /// <summary>The same place with this limit.</summary>
    public Place At(Place place) => new(place.Host, [
        .. place.Prefix, "sh", "-c", $"echo $$ > {_group}/cgroup.procs; exec \"$@\"", "sh"]);

    public void Dispose()
    {
        try
        {
            Directory.Delete(_group);
        }
        catch (IOException)
        {
            // Somebody is in it still; an empty group costs next to nothing.
        }
    }

    private void Set(string file, long value, bool mustExist)
    {
        var path = Path.Combine(_group, file);
        if (mustExist || File.Exists(path)) File.WriteAllText(path, value.ToString(CultureInfo.InvariantCulture));
    }
}
