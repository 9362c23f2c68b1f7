using System.Data.Common;

namespace Chaos.Actors.Coordinator.Storage;

/// <summary>Commands with named parameters on any ADO.NET connection; null and NaN are NULL.</summary>
internal static class Sql
{
    /// <summary>Returns the number of rows that were changed.</summary>
    public static int Execute(
        this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Prepare(sql);
        return command.Run(parameters);
    }

    public static DbCommand Prepare(this DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    public static int Run(this DbCommand command, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        command.Bind(parameters);
        return command.ExecuteNonQuery();
    }

    public static IEnumerable<T> Query<T>(
        this DbConnection connection, string sql, (string Name, object? Value)[] parameters, Func<DbDataReader, T> read)
    {
        using var command = connection.Prepare(sql);
        command.Bind(parameters);
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return read(reader);
    }

    private static void Bind(this DbCommand command, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        for (var p = 0; p < parameters.Length; p++)
        {
            if (command.Parameters.Count == p)
            {
                var created = command.CreateParameter();
                created.ParameterName = "@" + parameters[p].Name;
                command.Parameters.Add(created);
            }
            command.Parameters[p].Value = parameters[p].Value switch
            {
                null or double.NaN => DBNull.Value,
                var value => value,
            };
        }
    }
}
