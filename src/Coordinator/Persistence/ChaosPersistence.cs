using Akka.Configuration;
using Akka.Hosting;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Config;
using Chaos.Actors.Coordinator.Results;
using LinqToDB;
using LinqToDB.Data;
using LinqToDB.Interceptors;
using Microsoft.Data.Sqlite;

namespace Chaos.Actors.Coordinator.Persistence;

/// <summary>Where the journal and the snapshots are kept.</summary>
public static class ChaosPersistence
{
    /// <summary>Keeps journal and snapshots in a SQLite file, the same as the results (Results/ResultsStore.cs).</summary>
    public static AkkaConfigurationBuilder AddChaosPersistence(
        this AkkaConfigurationBuilder builder, string databasePath)
    {
        var connection = SqliteFile.ConnectionString(databasePath, SqliteOpenMode.ReadWriteCreate);
        return builder
            .AddSetup(new DataOptionsSetup(new DataOptions()
                .UseConnectionString(ProviderName.SQLiteMS, connection)
                .UseInterceptor(new PragmasOnOpen())))
            // HOCON because there is no hosting API for Akka.Persistence.Sql at this version.
            .AddHocon(Settings(connection), HoconAddMode.Prepend)
            .AddHocon(SqlPersistence.DefaultConfiguration, HoconAddMode.Append);
    }

    private static Config Settings(string connection) => ConfigurationFactory.ParseString(
        $$"""
        akka.persistence {
          journal {
            plugin = akka.persistence.journal.sql
            sql {
              connection-string = {{Quote(connection)}}
              provider-name = "{{ProviderName.SQLiteMS}}"
              auto-initialize = on
              tag-write-mode = Csv
            }
          }
          snapshot-store {
            plugin = akka.persistence.snapshot-store.sql
            sql {
              connection-string = {{Quote(connection)}}
              provider-name = "{{ProviderName.SQLiteMS}}"
              auto-initialize = on
            }
          }
        }
        """);

    private static string Quote(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private sealed class PragmasOnOpen : ConnectionInterceptor
    {
        public override void ConnectionOpened(ConnectionEventData eventData, System.Data.Common.DbConnection connection) =>
            connection.Execute(SqliteFile.OnOpen);

        public override Task ConnectionOpenedAsync(
            ConnectionEventData eventData, System.Data.Common.DbConnection connection, CancellationToken cancellationToken)
        {
            connection.Execute(SqliteFile.OnOpen);
            return Task.CompletedTask;
        }
    }
}
