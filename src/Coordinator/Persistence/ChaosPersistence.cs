using Akka.Configuration;
using Akka.Hosting;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Config;
using Chaos.Actors.Coordinator.Storage;
using LinqToDB;
using LinqToDB.Data;
using LinqToDB.Interceptors;

namespace Chaos.Actors.Coordinator.Persistence;

/// <summary>Where the journal and the snapshots are kept.</summary>
public static class ChaosPersistence
{
    /// <summary>Keeps journal and snapshots where the results are (Results/ResultsStore.cs).</summary>
    public static AkkaConfigurationBuilder AddChaosPersistence(this AkkaConfigurationBuilder builder, Database database)
    {
        var options = new DataOptions().UseConnectionString(database.Provider, database.ConnectionString);
        if (database.OnOpen.Length > 0) options = options.UseInterceptor(new RunOnOpen(database.OnOpen));
        return builder
            .AddSetup(new DataOptionsSetup(options))
            // Not through Akka.Persistence.Sql.Hosting: docs/adr/0006
            .AddHocon(Settings(database.Provider, database.ConnectionString), HoconAddMode.Prepend)
            .AddHocon(SqlPersistence.DefaultConfiguration, HoconAddMode.Append);
    }

    // The circuit breaker's own minute without a try would lengthen every outage by as much; campaigns wait by themselves.
    private static Config Settings(string provider, string connection) => ConfigurationFactory.ParseString(
        $$"""
        akka.persistence {
          journal {
            plugin = akka.persistence.journal.sql
            sql {
              connection-string = {{Quote(connection)}}
              provider-name = "{{provider}}"
              auto-initialize = on
              circuit-breaker.reset-timeout = 3s
              tag-write-mode = Csv
            }
          }
          snapshot-store {
            plugin = akka.persistence.snapshot-store.sql
            sql {
              connection-string = {{Quote(connection)}}
              provider-name = "{{provider}}"
              auto-initialize = on
              circuit-breaker.reset-timeout = 3s
            }
          }
        }
        """);

    private static string Quote(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private sealed class RunOnOpen(string sql) : ConnectionInterceptor
    {
        public override void ConnectionOpened(ConnectionEventData eventData, System.Data.Common.DbConnection connection) =>
            connection.Execute(sql);

        public override Task ConnectionOpenedAsync(
            ConnectionEventData eventData, System.Data.Common.DbConnection connection, CancellationToken cancellationToken)
        {
            connection.Execute(sql);
            return Task.CompletedTask;
        }
    }
}
