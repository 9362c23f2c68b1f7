using Microsoft.Data.Sqlite;

namespace Chaos.Actors.Cli.Tests.Programs;

/// <summary>A folder of its own for one test.</summary>
public sealed class Workplace : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chaos cli ");

    public string Folder => _folder.FullName;

    public string File(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>Writes a file and returns its name.</summary>
    public string Write(string name, string content)
    {
        System.IO.File.WriteAllText(File(name), content);
        return name;
    }

    /// <summary>A campaign on Iris; small unless told otherwise.</summary>
    public string WriteIris(string name = "iris.yaml", int seeds = 2, int epochs = 20, string rates = "[0.1, 1]", string more = "") =>
        Write(name, $"""
            task: iris
            architectures: [10-sigmoid]
            learningRates: {rates}
            seeds: {seeds}
            epochs: {epochs}
            perturbation: {"{count: 2, epsilon: 1e-8}"}
            thresholds: [0.4, 0.7]
            {more}
            """);

    /// <summary>Rows in the results table of an output folder, a running one too; asking the program itself takes too long to
    /// catch a fast campaign in the act.</summary>
    public long StoredItems(string folder)
    {
        if (!System.IO.File.Exists(File(folder, "chaos.db"))) return 0;
        try
        {
            using var connection = new SqliteConnection($"Data Source={File(folder, "chaos.db")};Mode=ReadOnly;Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM results";
            return (long)command.ExecuteScalar()!;
        }
        catch (SqliteException)
        {
            return 0; // being created
        }
    }

    /// <summary>Changes the database of an output folder behind the program's back.</summary>
    public void Execute(string folder, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File(folder, "chaos.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
