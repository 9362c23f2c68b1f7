using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Cli.Starts;

/// <summary>The campaign file that <c>chaos init</c> writes: every field with what it is for, those that most people leave alone commented out.</summary>
internal static class CampaignTemplate
{
    /// <summary>The text.</summary>
    /// <param name="name">The campaign's name.</param>
    /// <param name="task">The task as a campaign file names it.</param>
    /// <param name="data">What the task holds.</param>
    public static string Of(string name, string task, LearningTask data) =>
        $$"""
        # A campaign for Chaos.Actors. What begins with # is not read: take the # away from a field to set it; what stands behind it is its default
        # or an example. `chaos validate` checks this file, `chaos bench` says how long it will take, `chaos run` computes it and may be
        # interrupted and run again at any time. All of it: docs/campaign-file.md

        # What it is called, also its folder under runs/.
        name: {{name}}

        # ---- what is trained ----------------------------------------------------------------------------------------------------------------
        # The data: mnist, iris, wine, breast-cancer, digits; your own files, csv: {train: samples.csv, label: COLUMN, standardise: true}; or
        # samples that are drawn, two-moons: {samples: 200, test: 100}. Several: tasks: [iris, wine].
        # Here: {{data.Train.Count:#,0}} training and {{data.Test.Count:#,0}} test samples of {{data.Features:#,0}} features, {{(data.HasRealTargets ? "real targets" : $"{data.Classes} classes")}}.
        task: {{task}}

        # Use only the first so many samples of each part (all of them).
        # train: 1000
        # test: 500

        # The networks, one or a list: 64-64-tanh, or a list of layers {network: "conv 6 5x5, tanh, avgpool 2, dense 64, tanh"}.
        # initialisation: normal (N(0, 1), where chaos is strong), lecun, glorot, he, uniform.
        architectures:
          - {hidden: [16], activation: tanh, initialisation: normal}

        # What training makes small: cross-entropy (the default) or squared; real targets need squared.
        {{(data.HasRealTargets ? "loss: squared" : "# loss: cross-entropy")}}

        # L2 coefficients and momenta of the heavy ball, one or a list each (0: plain gradient descent).
        # l2: 0
        # momentum: 0

        # ---- what is varied ------------------------------------------------------------------------------------------------------------------
        # Learning rates η: a list, or {from: 0.01, to: 10, points: 13, scale: log}. From where training is slow to where it breaks down.
        learningRates: [0.1, 0.25, 0.5, 1, 2, 4, 8, 16]

        # How many seeds each cell is measured with: error bars and the verdict are over seeds; 8 is few, 32 is good.
        seeds: 8

        # How long each network is trained, in full-batch epochs.
        epochs: 200

        # ---- what is measured ----------------------------------------------------------------------------------------------------------------
        # Vectors in the tangent space that follow each network: Λ, the exponent, is read from the first one. The precise way.
        tangents: 1

        # Copies that start ε away from each network, whose distance is watched: what the paper does. None is needed where there are tangents.
        # at: the epoch of the perturbation; on: weights or all; rescale: pull copies back that have gone too far.
        perturbation: {count: 1, epsilon: 1e-8}

        # {{(data.HasRealTargets ? "Values of R² on the test samples" : "Test accuracies")}} at which the training time τ is taken.
        thresholds: {{(data.HasRealTargets ? "[0.3, 0.5, 0.7]" : "[0.7, 0.8, 0.9]")}}

        # What the verdict calls chaos and trained, fixed before anything is measured: κ × the rate of gradient flow, and so many decades more.
        # verdict: {{(data.HasRealTargets ? "{kappa: 3, decades: 1, threshold: 0.5}" : "{kappa: 3, decades: 1, threshold: 0.8}")}}

        # Further series to keep: test-loss, accuracies, logit-distance, disagreement.
        # observe: test-loss

        # The ends of the Hessian's spectrum, and on which curvatures the leading tangent grows, every n epochs. These cost time.
        # hessian: {every: 10}
        # attribution: {every: 10}

        # Look for the onset of chaos between the smallest and the largest η instead of computing all of them (as `chaos onset` does).
        # search: {width: 0.1}

        """;
}
