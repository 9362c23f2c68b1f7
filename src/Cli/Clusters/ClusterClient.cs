using Chaos.Actors.Api;
using Akka.Actor;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Cli.Progress;
using Chaos.Actors.Cluster.Certificates;
using Chaos.Actors.Cluster.Hosting;
using Chaos.Actors.Cluster.Membership;
using Chaos.Actors.Cluster.Settings;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chaos.Actors.Cli.Clusters;

/// <summary>
/// Talks to the active coordinator of a cluster through any coordinator node. No member of the cluster: it connects out and
/// gets its answers on the same connection.
/// </summary>
internal sealed class ClusterClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    // Every question was answered: nothing is left to be sent.
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromMilliseconds(200);

    private readonly NodeAddress _coordinator;
    private readonly NodeCertificate? _certificate;
    private readonly IHost _host;
    private readonly TaskCompletionSource<string> _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ClusterClient(NodeAddress coordinator, NodeCertificate? certificate)
    {
        (_coordinator, _certificate) = (coordinator, certificate);
        // Others are told a name that nobody can connect to, and that no other client has.
        var name = $"client-{Guid.NewGuid():N}";
        _host = ActorHost.Build(ClusterNames.System, NullLoggerFactory.Instance, akka => akka
            .AddChaosRemoting(("127.0.0.1", 0), (name, 0), certificate));
    }

    private ActorSystem System => _host.Services.GetRequiredService<ActorSystem>();

    private ActorSelection Coordinator => System.ActorSelection(
        new RootActorPath(_coordinator.ToAkka(_certificate)) / "user" / ClusterNames.Clients);

    /// <summary>Connects to the first coordinator that answers.</summary>
    /// <exception cref="UserError">None of them does.</exception>
    public static async Task<ClusterClient> ConnectAsync(ClientSettings settings, CancellationToken cancellation)
    {
        var silent = new List<string>();
        foreach (var coordinator in settings.Coordinators)
        {
            try
            {
                return await ConnectAsync(coordinator, settings.Certificate, cancellation);
            }
            catch (UserError error) when (error.ExitCode == ExitCode.Unreachable)
            {
                silent.Add(error.Message);
            }
        }
        throw new UserError(string.Join('\n', silent), ExitCode.Unreachable);
    }

    private static async Task<ClusterClient> ConnectAsync(
        NodeAddress coordinator, NodeCertificate? certificate, CancellationToken cancellation)
    {
        var client = new ClusterClient(coordinator, certificate);
        try
        {
            await client._host.StartAsync(cancellation);
            client.System.ActorOf(Props.Create(() => new ConnectionWatch(client._broken)), "connection");
            await client.AskAsync<CampaignQueries.CampaignList>(new CampaignQueries.ListCampaigns(), cancellation);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>A campaign as it is now, and where it stands.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="known">It as it was last, which need not be sent again; null if nobody has asked yet.</param>
    /// <param name="cancellation">Stops the wait.</param>
    /// <exception cref="UserError">The coordinator refuses, or does not answer.</exception>
    public Task<CampaignLook> LookAsync(CampaignId campaign, CampaignSpec? known, CancellationToken cancellation) => CampaignLook.TakeAsync(
        known,
        () => AskAsync<CampaignQueries.Description>(new CampaignQueries.GetCampaign(campaign), cancellation),
        () => AskAsync<CampaignStatus>(new CampaignQueries.GetStatus(campaign), cancellation));

    /// <summary>Asks the coordinator.</summary>
    /// <exception cref="UserError">It refuses, or does not answer.</exception>
    public async Task<T> AskAsync<T>(object question, CancellationToken cancellation)
    {
        using var asked = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var answer = Coordinator.Ask<object>(question, Patience, asked.Token);
        await Task.WhenAny(answer, _broken.Task, System.WhenTerminated);
        if (!answer.IsCompleted)
        {
            await asked.CancelAsync();
            // Remoting ends its actor system when its own certificate, or the other's, is not accepted.
            throw Unreachable(_broken.Task.IsCompleted ? await _broken.Task : "the certificates were not accepted");
        }
        try
        {
            return await answer switch
            {
                T expected => expected,
                CampaignReplies.Refused refused => throw Refusal(refused.Kind, refused.Reason),
                NodeReplies.Refused refused => throw Refusal(refused.Kind, refused.Reason),
                var other => throw new InvalidOperationException($"the coordinator answered {other}"),
            };
        }
        catch (AskTimeoutException)
        {
            throw Unreachable(
                $"no answer within {Patience.TotalSeconds:0} s; either none is active, or it goes by another name (its "
                + $"{KnownSettings.PublicHost.Path})");
        }
    }

    private static UserError Refusal(RefusalKind kind, string reason) =>
        new(reason, kind switch
        {
            RefusalKind.NoCoordinator => ExitCode.Unreachable,
            RefusalKind.StorageFailed => ExitCode.Interrupted,
            _ => ExitCode.BadInput,
        });

    public async ValueTask DisposeAsync() => await _host.EndAsync(TimeToEnd);

    private UserError Unreachable(string reason) => new(
        $"no coordinator at {_coordinator}: {reason}. Is it running there (`chaos coordinator`)"
        + (_certificate is null
            ? ", and without certificates? Where it has some, give "
            : ", and does the same authority stand behind its certificate and this one? See ")
        + $"{KnownSettings.Certificate.Flag}, {KnownSettings.Key.Flag}, {KnownSettings.Authority.Flag}",
        ExitCode.Unreachable);
}
