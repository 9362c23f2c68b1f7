using System.Net;
using Chaos.Actors.Coordinator.Api;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Messages.Campaigns;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Chaos.Actors.Coordinator.Hosting;

/// <summary>The dashboard, and the API that it asks, on results that no coordinator here works on: <c>chaos dashboard</c>. It only looks.</summary>
public static class StoredDashboard
{
    /// <summary>Serves them on loopback until it is asked to stop.</summary>
    /// <param name="store">The database.</param>
    /// <param name="status">Where a campaign in it stands.</param>
    /// <param name="port">The port; 0 for any that is free.</param>
    /// <param name="started">Is told the address.</param>
    /// <param name="cancellation">Asks it to stop.</param>
    /// <exception cref="IOException">It cannot listen there.</exception>
    public static async Task RunAsync(
        ResultsStore store, Func<StoredCampaign, CampaignStatus> status, int port, Action<string> started, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddRoutingCore();
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddReadOnlyApi(store, status);
        await using var app = builder.Build();
        app.MapReadOnlyApi();
        await app.StartAsync(cancellation);
        started(app.Urls.First());
        await app.WaitForShutdownAsync(cancellation);
    }
}
