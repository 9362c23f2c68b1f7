using Akka.Actor;
using Akka.TestKit.Xunit;
using Chaos.Actors.Cluster.Hosting;
using Chaos.Actors.Coordinator.Persistence;
using Chaos.Actors.Databases;
using Chaos.Actors.Messages.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chaos.Actors.Coordinator.Tests;

/// <summary>Specs of actors with a real journal and real tables, both in a SQLite file of their own.</summary>
public abstract class StoreSpecs : TestKit
{
    /// <summary>Beyond what a crowded machine takes.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly IHost _host;

    protected StoreSpecs()
        : this(TestDatabase.Sqlite())
    {
    }

    private StoreSpecs(TestDatabase database)
        : this(database, Start(database))
    {
    }

    private StoreSpecs(TestDatabase database, IHost host)
        : base(host.Services.GetRequiredService<ActorSystem>()) => (Database, _host) = (database, host);

    protected TestDatabase Database { get; }

    protected override void AfterAll()
    {
        base.AfterAll();
        _host.Dispose();
        // The last statement of an actor that was stopped may still be under way on a thread of its own.
        AwaitCondition(
            () =>
            {
                try
                {
                    Database.Dispose();
                    return true;
                }
                catch (IOException)
                {
                    return false;
                }
            },
            Patience);
    }

    private static IHost Start(TestDatabase database)
    {
        var host = ActorHost.Build(
            "specs", NullLoggerFactory.Instance, akka => akka.AddChaosSerialization().AddChaosPersistence(database.Database));
        host.Start();
        return host;
    }
}
