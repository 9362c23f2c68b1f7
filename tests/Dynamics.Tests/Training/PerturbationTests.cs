using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Losses;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Dynamics.Tests.Training;

/// <summary>When and where replicas are perturbed.</summary>
public sealed class PerturbationTests
{
    private const int Begin = 5;

    private static readonly PreparedTask Digits = new(TaskReader.Read(new TaskSpec("digits", 200, 60), DataDirectory.Default));

    // 2838 weights and 57 biases.
    private static readonly PairGroupSpec FromStart = new(
        new Architecture([37, 10], Activation.Tanh, Initialisation.Normal), 2.5, 0.001, new Perturbation(3, 1e-4), 12, 7)
    {
        Observe = [.. Observable.All],
    };

    private static readonly PairGroupSpec Later = FromStart with { Perturbation = FromStart.Perturbation with { At = Begin } };

    private static readonly PairGroupSpec LaterWithMomentum = Later with { Momentum = 0.9, LearningRate = 0.5, Tangents = 2 };

    private static readonly PairGroupSpec Divergent = new(
        // The L2 term alone multiplies every weight by −1e6 an epoch.
        new Architecture([20, 20], Activation.Relu, Initialisation.Normal), 1e6, 1, new Perturbation(2, 1e-8) { At = 70 }, 80, 1)
    {
        Observe = [.. Observable.All],
    };

    // The shared prefix against a whole run of its own, and what comes behind it against a group that starts there.
    [Theory]
    [InlineData(0)]
    [InlineData(0.9)]
    public void Should_train_to_the_epoch_and_go_on_from_there_as_a_group_that_starts_with_those_copies(double momentum)
    {
        var spec = Later with { Momentum = momentum };
        var group = new PairGroup(Digits, spec);
        PairGroupState? begun = null;
        var series = group.Run((t, _, _, _) => begun = t == Begin ? group.State() : begun);
        var alone = new PairGroup(Digits, spec with { Perturbation = new Perturbation(0, 0), Observe = [] }).Run();

        Assert.Equal(alone.Loss[0], series.Loss[0]);
        Assert.All(series.Loss, loss => Assert.Equal(alone.Loss[0][..Begin], loss[..Begin]));
        Assert.All(series.Distance, distance => Assert.All(distance[..Begin], d => Assert.Equal(0, d)));
        Assert.All(series.Distance, distance => Assert.All(distance[Begin..], d => Assert.InRange(d, 1e-6, 1e3)));
        var after = new PairGroup(
            Digits, spec with { Perturbation = new Perturbation(3, 1e-4), Epochs = spec.Epochs - Begin },
            begun! with { Epoch = 0, Series = Nothing() }).Run();
        Assert.Equal(series.Loss.Select(loss => loss[Begin..]), after.Loss);
        Assert.Equal(series.Distance.Select(distance => distance[Begin..]), after.Distance);

        PairGroupSeries Nothing() => new([[], [], [], []], [], [[], [], []], null)
        {
            Observed = [.. spec.Observables().Select(observable => new NamedSeries(
                observable.Series, [.. Enumerable.Range(0, observable.Rows(spec)).Select(_ => Array.Empty<double>())]))],
        };
    }

    [Fact]
    public void Should_give_replicas_the_velocity_of_the_reference()
    {
        var group = new PairGroup(Digits, LaterWithMomentum);
        group.Run((t, _, _, _) =>
        {
            var velocities = group.State().Velocities;
            Assert.Equal(4 + 2, velocities.Count);
            if (t > Begin) Assert.NotEqual(velocities[0], velocities[3]);
            else Assert.Equal(velocities[0], velocities[3]);
        });
    }

    [Fact]
    public void Should_run_the_reference_alone_until_then()
    {
        Assert.Equal(5, Later.Perturbation.CopyEpochs(0, 5));
        Assert.Equal(12 + 3 * 7, Later.Perturbation.CopyEpochs(0, 12));
        Assert.Equal(4 + 3 * 4, Later.Perturbation.CopyEpochs(8, 12));
        Assert.Equal(12 * 4, FromStart.Perturbation.CopyEpochs(0, 12));
        Assert.Equal(0, Later.Perturbation.CopyEpochs(9, 7));
        var group = new PairGroup(Digits, Later);
        group.Run((t, _, _, _) =>
        {
            if (t < Begin) Assert.Equal(group.Parameters(0), group.Parameters(2));
            else Assert.NotEqual(group.Parameters(0)[0], group.Parameters(2)[0]);
        });
    }

    [Fact]
    public void Should_give_the_same_bits_with_any_kernels_and_threads()
    {
        foreach (var spec in new[] { Later, LaterWithMomentum, FromStart })
        {
            var digest = new PairGroup(Digits, spec).Run().Digest();
            Assert.All(KernelSelection.All, kernels => Assert.Equal(digest, new PairGroup(Digits, spec, kernels: kernels).Run().Digest()));
            Assert.All([2, 3, 9], threads => Assert.Equal(digest, new PairGroup(Digits, spec, threads: threads).Run().Digest()));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(Begin - 1)]
    [InlineData(Begin)]
    [InlineData(Begin + 1)]
    [InlineData(12)]
    public void Should_end_with_the_same_bits_when_continued_at(int epoch)
    {
        foreach (var spec in new[] { Later, LaterWithMomentum, Later with { Perturbation = Later.Perturbation with { On = PerturbedPart.Some(50) } } })
        {
            PairGroupState? state = null;
            var group = new PairGroup(Digits, spec);
            var whole = group.Run((t, _, _, _) => state = t == epoch ? group.State() : state);
            var continued = new PairGroup(Digits, spec, state!, threads: 3);
            Assert.Equal(whole.Digest(), continued.Run().Digest());
            Assert.Equal(group.Parameters(3), continued.Parameters(3));
        }
    }

    [Fact]
    public void Should_diverge_before_as_the_reference_does()
    {
        var series = new PairGroup(Digits, Divergent).Run();
        var t = Assert.NotNull(series.DivergedAt);
        Assert.InRange(t, 1, 69);
        Assert.All(series.Loss, loss => Assert.Equal(series.Loss[0], loss));
        Assert.All(series.Distance, distance => Assert.All(distance, d => Assert.Equal(0, d)));
        Assert.Equal(series.Digest(), new PairGroup(Digits, Divergent, threads: 3).Run().Digest());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Begin)]
    public void Should_keep_replicas_on_the_reference_where_epsilon_is_nothing(int at)
    {
        foreach (var on in new[] { PerturbedPart.Weights, PerturbedPart.All, PerturbedPart.Some(40) })
        {
            var spec = FromStart with { Perturbation = new Perturbation(2, 0) { At = at, On = on }, Momentum = 0.5 };
            var series = new PairGroup(Digits, spec).Run();
            Assert.All(series.Distance, distance => Assert.All(distance, d => Assert.Equal(0, d)));
            Assert.Equal(series.Loss[0], series.Loss[2]);
            foreach (var name in new[] { "logitDistance", "disagreement" })
                Assert.All(Observed(series, name).SelectMany(row => row), value => Assert.Equal(0, value));
            Assert.All(Observed(series, "accuracies"), row => Assert.Equal(series.Accuracy, row));
        }
    }

    [Fact]
    public void Should_perturb_biases_too_where_all_are_meant_and_weights_as_ever()
    {
        var (weights, all) = (Moved(PerturbedPart.Weights), Moved(PerturbedPart.All));
        for (var k = 0; k < weights.Length; k += 2)
        {
            Assert.Equal(weights[k], all[k]);
            Assert.All(weights[k + 1], difference => Assert.Equal(0, difference));
            Assert.All(all[k + 1], difference => Assert.InRange(Math.Abs(difference), double.Epsilon, 1e-4));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(2837)]
    public void Should_perturb_so_many_weights_by_what_they_are_always_perturbed_by(int number)
    {
        var (weights, some) = (Moved(PerturbedPart.Weights), Moved(PerturbedPart.Some(number)));
        Assert.Equal(number, some.Sum(tensor => tensor.Count(difference => difference != 0)));
        Assert.All(some.Zip(weights), pair => Assert.All(
            pair.First.Zip(pair.Second), both => Assert.True(both.First == 0 || both.First == both.Second)));
        // Another replica's are others, and so are those of another seed.
        Assert.NotEqual(Places(some), Places(Moved(PerturbedPart.Some(number), replica: 1)));
        Assert.NotEqual(Places(some), Places(Moved(PerturbedPart.Some(number), seed: 8)));
        // The weights of fewer are among those of more.
        if (number < 2837) Assert.Superset(Places(some).ToHashSet(), Places(Moved(PerturbedPart.Some(number + 1))).ToHashSet());

        static IEnumerable<int> Places(double[][] moved) =>
            moved.SelectMany(tensor => tensor).Select((difference, place) => difference == 0 ? -1 : place).Where(place => place >= 0);
    }

    [Fact]
    public void Should_perturb_every_weight_where_so_many_are_meant() =>
        Assert.Equal(Moved(PerturbedPart.Weights), Moved(PerturbedPart.Some(2838)));

    // Of 2838 weights 2368 are the first layer's: of 1000 drawn ones 834 on average, with a standard deviation of 9.5; 12.6 of its half.
    [Fact]
    public void Should_draw_the_weights_from_all_layers_alike()
    {
        var moved = Moved(PerturbedPart.Some(1000));
        Assert.InRange(moved[0].Count(difference => difference != 0), 834 - 5 * 9.5, 834 + 5 * 9.5);
        Assert.InRange(moved[2].Count(difference => difference != 0), 80, 190);
        Assert.InRange(moved[0][..1184].Count(difference => difference != 0), 417 - 5 * 12.6, 417 + 5 * 12.6);
    }

    [Fact]
    public void Should_say_what_it_cannot_perturb()
    {
        var layout = FromStart.Architecture.Plan(Digits.Shape, Digits.Outputs).Parameters;
        Assert.Equal((2838, 2895), (layout.Weights, layout.Count));
        PairGroupSpec With(int at, PerturbedPart on) => FromStart with { Perturbation = new Perturbation(1, 0) { At = at, On = on } };
        Assert.Null(With(11, PerturbedPart.Some(2838)).Fault(layout, realTargets: false));
        Says("perturbation.on", "2839 weights", With(0, PerturbedPart.Some(2839)));
        Says("perturbation.at", "0 … 11", With(12, PerturbedPart.All));
        Says("perturbation.at", "epoch -1", With(-1, PerturbedPart.All));
        Assert.Throws<ArgumentException>(() => new PairGroup(Digits, With(12, PerturbedPart.All)));
        var alone = FromStart with { Perturbation = new Perturbation(0, 0), Tangents = 1 };
        Says("observe", "disagreement", alone with { Observe = [.. Observable.Functions] });
        Assert.Null((alone with { Observe = [Observable.Accuracies, Observable.TestLoss] }).Fault(layout, realTargets: false));
        Says("loss", "the loss must be squared", FromStart, realTargets: true);
        var squared = FromStart with { Loss = Loss.Squared };
        Says("observe", "observe logit-distance", squared, realTargets: true);
        Assert.Null((squared with { Observe = [Observable.Accuracies] }).Fault(layout, realTargets: true));

        void Says(string field, string what, PairGroupSpec spec, bool realTargets = false)
        {
            var fault = spec.Fault(layout, realTargets);
            Assert.Equal(field, fault?.Field);
            Assert.Contains(what, fault?.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("weights")]
    [InlineData("all")]
    [InlineData("17")]
    public void Should_be_called_as_it_is_written(string text)
    {
        var part = PerturbedPart.Named(text);
        Assert.Equal((text, part), (part!.Text, PerturbedPart.Named(part.ToString())));
        Assert.All(["0", "-1", "+1", " 1", "1.5", "biases", "", "99999999999"], other => Assert.Null(PerturbedPart.Named(other)));
    }

    [Fact]
    public void Should_start_later_replicas_from_given_parameters_of_the_reference_alone()
    {
        var drawn = new PairGroup(Digits, Later);
        double[][][] copies = [.. Enumerable.Range(0, 4).Select(drawn.Parameters)];
        Assert.Equal(drawn.Run().Digest(), new PairGroup(Digits, Later, copies[..1]).Run().Digest());
        Assert.Throws<ArgumentException>(() => new PairGroup(Digits, Later, copies));
        Assert.Throws<ArgumentException>(() => new PairGroup(Digits, FromStart, copies[..1]));
    }

    [Fact]
    public void Should_have_the_accuracy_of_the_reference_first_and_of_each_replica_as_if_it_were_one()
    {
        var spec = FromStart with { LearningRate = 10, Perturbation = new Perturbation(2, 0.3) };
        var group = new PairGroup(Digits, spec);
        double[][][] copies = [.. Enumerable.Range(0, 3).Select(group.Parameters)];
        var (series, alone) = (group.Run(), spec with { Perturbation = new Perturbation(0, 0), Observe = [] });
        Assert.Equal(["accuracies", "disagreement", "logitDistance", "testLoss"], series.Observed.Select(one => one.Name));
        for (var copy = 0; copy < 3; copy++)
            Assert.Equal(new PairGroup(Digits, alone, [copies[copy]]).Run().Accuracy, Observed(series, "accuracies")[copy]);
        Assert.NotEqual(Observed(series, "accuracies")[0], Observed(series, "accuracies")[1]);
    }

    // Without hidden layers the logits are xW + b: what they differ by is what the parameters do.
    [Fact]
    public void Should_have_the_distance_of_logits_that_can_be_told_beforehand()
    {
        var one = new LabelledSamples(new DenseInputs(2, 1, [1, 3]), [0, 1]);
        var task = new PreparedTask(new LearningTask("two samples", 2, one, one, ""));
        var spec = new PairGroupSpec(new Architecture([], Activation.Tanh, Initialisation.Normal), 0.1, 0, new Perturbation(2, 0), 1, 1)
        {
            Observe = [.. Observable.Functions],
        };
        // Logits (1, 0) and (3, 0); the first replica's (1 + 0.5, −0.25) and (3 + 1.5, −0.75), the second's (−1, 2) and (−3, 6).
        var series = new PairGroup(task, spec, [[[1, 0], [0, 0]], [[1.5, -0.25], [0, 0]], [[-1, 2], [0, 0]]]).Run();
        Assert.Equal([(0.75 + 2.25) / 2, (4 + 12) / 2.0], Observed(series, "logitDistance").Select(row => row[0]));
        Assert.Equal([0, 1], Observed(series, "disagreement").Select(row => row[0]));
        Assert.All(series.Observed, observed => Assert.Equal(2, observed.Length));
    }

    // Full MNIST: 50,816 weights by ε/2 each on average, of which 50,176 are the hidden layer's.
    [Fact]
    public void Should_begin_the_baseline_at_the_distance_that_was_told()
    {
        var mnist = new PreparedTask(TaskReader.Read(new TaskSpec("mnist", 8, 8), DataDirectory.Default));
        var spec = new PairGroupSpec(new Architecture([64], Activation.Tanh, Initialisation.Normal), 0.1, 0, Perturbation.Baseline, 1, 0);
        var group = new PairGroup(mnist, spec);
        Assert.Equal(2.51e-4, group.Parameters(0)[0].Zip(group.Parameters(1)[0], (w, v) => Math.Abs(w - v)).Sum(), 1e-6);
        Assert.All(group.Run().Distance, distance => Assert.Equal(2.54e-4, distance[0], 1e-6));
    }

    // f = u·v/√n at the target 0: f' = f(1 − ηκ + η²f²/n), κ' = κ + (ηf²/n)(ηκ − 4), κ = (|u|² + |v|²)/n (arXiv 2003.02218).
    [Theory]
    [InlineData(1.5, true)]
    [InlineData(3, true)]
    [InlineData(3.7, true)]
    [InlineData(4.5, false)]
    public void Should_follow_the_exact_map_of_the_catapult(double rateTimesCurvature, bool converges)
    {
        const int n = 512;
        // A label that is no class: every target is 0.
        var one = new LabelledSamples(new DenseInputs(1, 1, [1 / Math.Sqrt(n)]), [1]);
        var task = new PreparedTask(new LearningTask("one sample", 1, one, one, ""));
        var spec = new PairGroupSpec(
            Architecture.Parse($"dense {n}, identity") with { Biases = false }, 1, 0, new Perturbation(1, 0), 300, 5)
        {
            Loss = Loss.Squared,
        };
        var (_, start) = At(new PairGroup(task, spec));
        var eta = rateTimesCurvature / start;
        var group = new PairGroup(task, spec with { LearningRate = eta });
        (double F, double Kappa)? expected = null;
        var (highest, first, steps) = (0.0, 0.0, 0);
        var series = group.Run((t, losses, _, _) =>
        {
            var (f, kappa) = At(group);
            if (t == 0) first = losses[0];
            if (losses.Length > 0 && losses[0] < 1e100) Assert.Equal(Math.Abs(f), Math.Sqrt(2 * losses[0]), 1e-12 * Math.Max(1, Math.Abs(f)));
            if (expected is { } known && Math.Abs(known.F) is > 1e-12 and < 1e60)
            {
                steps++;
                Assert.Equal(known.F, f, 1e-10 * Math.Max(Math.Abs(f), 1));
                Assert.Equal(known.Kappa, kappa, 1e-10 * kappa);
            }

            if (losses.Length > 0) highest = Math.Max(highest, losses[0]);
            expected = (f * (1 - eta * kappa + eta * eta * f * f / n), kappa + eta * f * f / n * (eta * kappa - 4));
        });

        Assert.True(steps > 5);
        if (!converges)
        {
            Assert.NotNull(series.DivergedAt);
            return;
        }

        var (end, flat) = At(group);
        Assert.Equal(0, end, 1e-6);
        Assert.InRange(eta * flat, 0, 2);
        // Above 2/κ(0) it is catapulted: the loss rises first, and comes down where the curvature is lower.
        if (rateTimesCurvature > 2) Assert.True(highest > 5 * first && flat < 0.9 * start);
        else Assert.True(highest == first);

        (double F, double Kappa) At(PairGroup group)
        {
            var (v, u) = (group.Parameters(0)[0], group.Parameters(0)[1]);
            return (u.Zip(v, (a, b) => a * b).Sum() / Math.Sqrt(n), (u.Sum(a => a * a) + v.Sum(b => b * b)) / n);
        }
    }

    // What ξ is in a replica: [k][element], at the epoch of the perturbation.
    private static double[][] Moved(PerturbedPart on, int replica = 3, ulong seed = 7)
    {
        var spec = FromStart with { Perturbation = new Perturbation(3, 1e-4) { On = on }, Seed = seed };
        var group = new PairGroup(Digits, spec);
        return [.. group.Parameters(0).Zip(group.Parameters(replica), (w, v) => w.Zip(v, (a, b) => b - a).ToArray())];
    }

    private static double[][] Observed(PairGroupSeries series, string name) =>
        series.Rows(name)!;
}
