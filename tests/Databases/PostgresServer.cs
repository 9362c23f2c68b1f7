using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Chaos.Actors.Databases;

/// <summary>
/// A real PostgreSQL server of its own in a temporary folder, on a free port of the loopback address or in a network namespace
/// of its own. It can be killed and started again, and it ends with the test run even if that is killed.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private static readonly Lazy<PostgresServer> RunsOnce = new(() => new PostgresServer());
    private static readonly Lazy<string> Programs = new(FindPrograms);

    private readonly string _folder = Directory.CreateTempSubdirectory("chaos-postgres-").FullName;
    private readonly string? _namespace;
    private readonly string _address;
    private readonly int _port;
    private readonly Process _guard;

    /// <summary>Creates and starts a server.</summary>
    /// <param name="networkNamespace">Where it runs (<c>ip netns</c>), on PostgreSQL's own port; null for here, on a free one.</param>
    /// <param name="address">Its address.</param>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or it does not start.</exception>
    public PostgresServer(string? networkNamespace = null, string address = "127.0.0.1")
    {
        _namespace = networkNamespace;
        _address = address;
        _port = networkNamespace is null ? LoopbackPort.Free() : 5432;
        var programs = Programs.Value;
        if (Environment.IsPrivilegedProcess) Run("chown", "postgres", _folder);
        AsServer(Path.Combine(programs, "initdb"),
            "-D", Data, "-U", "chaos", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        if (networkNamespace is not null)
            File.AppendAllText(Path.Combine(Data, "pg_hba.conf"), "host all all samenet trust\n");
        // The guard's input closes when this process ends, however it ends.
        var script = $"cat >/dev/null; '{programs}/pg_ctl' -D '{Data}' stop -m immediate >/dev/null 2>&1; rm -rf '{_folder}'";
        _guard = Process.Start(Command(["sh", "-c", script], input: true))!;
        Start();
    }

    /// <summary>One server for all tests of a process that leave it running. Each takes a database of its own.</summary>
    public static PostgresServer Shared => RunsOnce.Value;

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Creates an empty database and says how to connect to it.</summary>
    public string CreateDatabase()
    {
        var name = "t" + Guid.NewGuid().ToString("N");
        using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        command.ExecuteNonQuery();
        return ConnectionString(name);
    }

    /// <summary>Ends the server at once, as a crash would: clients lose their connections, the next start recovers.</summary>
    public void Kill() => Stop(ShutdownMode.Immediate);

    /// <summary>Ends the server; clients lose their connections.</summary>
    public void Stop(ShutdownMode mode) => AsServer(
        Path.Combine(Programs.Value, "pg_ctl"), "-D", Data, "-w", "stop", "-m", mode.ToString().ToLowerInvariant());

    /// <summary>Starts the server and waits until it answers.</summary>
    public void Start() => AsServer(
        Path.Combine(Programs.Value, "pg_ctl"), "-D", Data, "-w", "-l", Path.Combine(_folder, "log"), "-o",
        $"-c port={_port} -c listen_addresses={_address} -c unix_socket_directories='' -c max_connections=200", "start");

    /// <inheritdoc/>
    public void Dispose()
    {
        _guard.StandardInput.Close();
        _guard.EndInTime();
        _guard.Dispose();
    }

    private static string FindPrograms()
    {
        const string Debian = "/usr/lib/postgresql";
        var folders = Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian).OrderByDescending(folder => folder, StringComparer.Ordinal)
                .Select(folder => Path.Combine(folder, "bin"))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.Concat(path).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new InvalidOperationException(
                "These tests start a real PostgreSQL server, and its programs (initdb, pg_ctl) are neither in "
                + "/usr/lib/postgresql/*/bin nor on the PATH. Install PostgreSQL (Debian: apt-get install postgresql); "
                + "./test does so where it may.");
    }

    // PostgreSQL refuses to run as root; Debian's package brings the user.
    private ProcessStartInfo Command(string[] arguments, bool input)
    {
        if (Environment.IsPrivilegedProcess)
            arguments = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. arguments];
        if (_namespace is not null) arguments = ["ip", "netns", "exec", _namespace, .. arguments];
        return new ProcessStartInfo(arguments[0], arguments[1..])
        {
            RedirectStandardInput = input,
            WorkingDirectory = Path.GetTempPath(),
        };
    }

    private void AsServer(params string[] arguments)
    {
        var start = Command(arguments, input: false);
        Run(start.FileName, [.. start.ArgumentList]);
    }

    private static void Run(string program, params string[] arguments)
    {
        // Into a file: a server that is started would keep a pipe open, and reading it would never end.
        var output = Path.GetTempFileName();
        try
        {
            string[] script = ["-c", "out=$1; shift; exec \"$@\" >>\"$out\" 2>&1", "sh", output, program, .. arguments];
            using var process = Process.Start(
                new ProcessStartInfo("sh", script) { WorkingDirectory = Path.GetTempPath() })!;
            process.EndInTime();
            if (process.ExitCode == 0) return;
            throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{File.ReadAllText(output)}");
        }
        finally
        {
            File.Delete(output);
        }
    }

    private string ConnectionString(string database) => string.Create(
        CultureInfo.InvariantCulture, $"Host={_address};Port={_port};Username=chaos;Database={database}");
}

/// <summary>How PostgreSQL ends.</summary>
public enum ShutdownMode
{
    /// <summary>Transactions are rolled back, everything is written.</summary>
    Fast,

    /// <summary>As a crash would.</summary>
    Immediate,
}
