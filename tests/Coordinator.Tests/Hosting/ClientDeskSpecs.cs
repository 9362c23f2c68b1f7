using Akka.Actor;
using Akka.TestKit.Xunit;
using Chaos.Actors.Coordinator.Hosting;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Nodes;

namespace Chaos.Actors.Coordinator.Tests.Hosting;

public sealed class ClientDeskSpecs : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public void Should_hand_on_what_the_coordinator_answers()
    {
        var coordinator = TestActor;
        var desk = Sys.ActorOf(Props.Create(() => new ClientDesk(coordinator)));
        var client = CreateTestProbe();
        desk.Tell(new CampaignQueries.ListCampaigns(), client);
        ExpectMsg<CampaignQueries.ListCampaigns>(Patience);
        LastSender.Tell(new CampaignQueries.CampaignList([new CampaignId("c")]));
        Assert.Equal("c", Assert.Single(client.ExpectMsg<CampaignQueries.CampaignList>(Patience).Campaigns).Value);
    }

    /// <summary>Whoever asked hears something also when nobody is there to answer.</summary>
    [Fact]
    public void Should_answer_for_a_coordinator_that_does_not()
    {
        var silent = CreateTestProbe();
        var coordinator = silent.Ref;
        var desk = Sys.ActorOf(Props.Create(() => new ClientDesk(coordinator)));
        desk.Tell(new CampaignQueries.GetStatus(new CampaignId("c")));
        desk.Tell(new CampaignQueries.ListCampaigns());
        desk.Tell(new NodeCommands.Exclude(new NodeId("n")));

        Assert.All(ReceiveN(3, Patience), answer => Assert.Equal((RefusalKind?)RefusalKind.NoCoordinator, answer switch
        {
            CampaignReplies.Refused refused => (RefusalKind?)refused.Kind,
            NodeReplies.Refused refused => refused.Kind,
            _ => null,
        }));
    }
}
