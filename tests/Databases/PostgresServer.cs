using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Chaos.Actors.Databases;

/// <summary>
/// A real PostgreSQL server of its own in a temporary folder, on a free port of the loopback address. It can be killed and
/// started again, and it ends with the test run even if that is killed.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private static readonly Lazy<PostgresServer> RunsOnce = new(() => new PostgresServer());
    private static readonly Lazy<string> Programs = new(FindPrograms);

    private readonly string _folder = Directory.CreateTempSubdirectory("chaos-postgres-").FullName;
    private readonly int _port = FreePort();
    private readonly Process _guard;

    /// <summary>Creates and starts a server.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or it does not start.</exception>
    public PostgresServer()
    {
        var programs = Programs.Value;
        if (Environment.IsPrivilegedProcess) Run("chown", "postgres", _folder);
        AsServer(Path.Combine(programs, "initdb"),
            "-D", Data, "-U", "chaos", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
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
    public void Kill() => AsServer(Path.Combine(Programs.Value, "pg_ctl"), "-D", Data, "-w", "stop", "-m", "immediate");

    /// <summary>Starts the server and waits until it answers.</summary>
    public void Start() => AsServer(
        Path.Combine(Programs.Value, "pg_ctl"), "-D", Data, "-w", "-l", Path.Combine(_folder, "log"), "-o",
        $"-c port={_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200", "start");

    /// <inheritdoc/>
    public void Dispose()
    {
        _guard.StandardInput.Close();
        _guard.WaitForExit();
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // PostgreSQL refuses to run as root; Debian's package brings the user.
    private static ProcessStartInfo Command(string[] arguments, bool input)
    {
        if (Environment.IsPrivilegedProcess)
            arguments = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. arguments];
        return new ProcessStartInfo(arguments[0], arguments[1..])
        {
            RedirectStandardInput = input,
            WorkingDirectory = Path.GetTempPath(),
        };
    }

    private static void AsServer(params string[] arguments)
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
            process.WaitForExit();
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
        CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username=chaos;Database={database}");
}
