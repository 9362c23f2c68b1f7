using Akka.Actor;
using Akka.TestKit.Xunit;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.TrainerNode.Tests;

/// <summary>A trainer whose clock stands still: what it does, it does because of a message.</summary>
public sealed class TrainerBacklogSpecs()
    : TestKit("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
{
    [Fact]
    public void Should_pull_again_when_a_result_is_durable_and_it_was_left_without_work()
    {
        var work = new CampaignWork(new CampaignId("c"), [new TaskSpec("iris")], TaskContents.Of("abc"), NumericsVersion.Current, [0.5]);
        var item = new PairGroupSpec(Specs.Campaign("c").Architectures[0], 2, 0, new Perturbation(2, 1e-8), 20, 1);
        var settings = new TrainerSettings { Node = new NodeId("here"), Slots = 1, Computation = new FakeComputation() };
        var trainer = Sys.ActorOf(TrainerActor.Props(settings, TestActor));
        ExpectMsg<CoordinatorCommands.Pull>();
        trainer.Tell(new TrainerCommands.Assign(work, [new Assignment(new ItemIndex(1), new AttemptId(1), item)]));
        ExpectMsg<CoordinatorCommands.ResultReady>(TimeSpan.FromSeconds(30));
        ExpectMsg<CoordinatorCommands.Pull>();
        trainer.Tell(TrainerCommands.Assign.Nothing); // too much waits to become durable

        trainer.Tell(new TrainerCommands.ResultAcknowledged(new CampaignId("c"), new ItemIndex(1), new AttemptId(1)));
        Assert.Empty(ExpectMsg<CoordinatorCommands.Pull>().Held);
    }
}
