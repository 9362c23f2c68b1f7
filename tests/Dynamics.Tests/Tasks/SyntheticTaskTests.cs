using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Tests.Tasks;

/// <summary>Samples that are drawn are what their definition says; that they are the same everywhere, golden digests hold.</summary>
public sealed class SyntheticTaskTests
{
    private static readonly TeacherStudent Teacher = new() { Inputs = 10, Hidden = [8], Samples = 500, Test = 200, Seed = 1 };
    private static readonly GaussianMixture Mixture = new() { Inputs = 4, Classes = 3, Separation = 3, Samples = 3000, Test = 300 };
    private static readonly TwoMoons Moons = new() { Samples = 2000, Test = 500, Noise = 0 };
    private static readonly Parity Bits = new() { Bits = 8, Samples = 150, Test = 106 };

    private static LearningTask Read(SyntheticTask task) => TaskReader.Read(new TaskSpec("drawn") { Synthetic = task }, "unused");

    private static double[] Values(LabelledSamples samples) => ((DenseInputs)samples.Inputs).Values;

    [Fact]
    public void Should_draw_others_with_another_seed_and_the_same_test_samples_beside_more_training_samples()
    {
        foreach (var task in new SyntheticTask[] { Teacher, Mixture, Moons })
        {
            Assert.NotEqual(Read(task).ContentHash, Read(task with { Seed = 77 }).ContentHash);
            Assert.Equal(Values(Read(task).Test), Values(Read(task with { Samples = task.Samples + 9 }).Test));
            Assert.Equal(Values(Read(task).Train), Values(Read(task with { Samples = task.Samples + 9 }).Train)[..Values(Read(task).Train).Length]);
        }

        Assert.Equal(Values(Read(Bits).Train), Values(Read(Bits with { Test = 3 }).Train));
        Assert.NotEqual(Read(Bits).ContentHash, Read(Bits with { Seed = 77 }).ContentHash);
    }

    [Fact]
    public void Should_answer_as_the_teacher_does()
    {
        var task = Read(Teacher);

        Assert.Equal((10, 1, 0, true), (task.Features, task.Outputs, task.Classes, task.HasRealTargets));
        Assert.InRange(task.Train.Targets!.Average(target => target * target), 0.05, 1);
        // A linear teacher's answers are a linear function: of x and y, that of x + y is the sum.
        var linear = Read(Teacher with { Hidden = [], Outputs = 2 });
        var weights = Solve(Values(linear.Train), [.. linear.Train.Targets!.Where((_, i) => i % 2 == 0)], 10);
        for (var s = 0; s < 200; s++)
        {
            var predicted = Enumerable.Range(0, 10).Sum(f => weights[f] * Values(linear.Test)[10 * s + f]);
            Assert.Equal(linear.Test.Targets![2 * s], predicted, 1e-10);
        }

        // Noise is added to the answers and changes nothing else.
        var noisy = Read(Teacher with { Noise = 0.5 });
        Assert.Equal(Values(task.Train), Values(noisy.Train));
        Assert.InRange(noisy.Train.Targets!.Zip(task.Train.Targets!, (one, other) => Math.Pow(one - other, 2)).Average(), 0.2, 0.3);
    }

    [Fact]
    public void Should_have_clouds_about_centres_of_that_separation()
    {
        var task = Read(Mixture);
        var (values, labels) = (Values(task.Train), task.Train.Labels);

        Assert.Equal(Enumerable.Range(0, 3000).Select(s => (byte)(s % 3)), labels);
        for (var c = 0; c < 3; c++)
        {
            var rows = Enumerable.Range(0, 3000).Where(s => labels[s] == c).ToArray();
            var centre = Enumerable.Range(0, 4).Select(f => rows.Average(s => values[4 * s + f])).ToArray();
            Assert.InRange(Math.Sqrt(centre.Sum(x => x * x)), 2.8, 3.2);
            Assert.All(Enumerable.Range(0, 4), f => Assert.InRange(rows.Average(s => Math.Pow(values[4 * s + f] - centre[f], 2)), 0.85, 1.15));
        }
    }

    [Fact]
    public void Should_have_two_half_circles()
    {
        var task = Read(Moons);
        for (var s = 0; s < 2000; s++)
        {
            var (x, y) = (Values(task.Train)[2 * s], Values(task.Train)[2 * s + 1]);
            if (task.Train.Labels[s] == 1) (x, y) = (1 - x, 0.5 - y);
            Assert.Equal(1, x * x + y * y, 1e-14);
            Assert.True(y >= 0);
        }

        // Uniform along the circle: a quarter of the angles in each quarter.
        var angles = Enumerable.Range(0, 1000).Select(i => Math.Atan2(Values(task.Train)[4 * i + 1], Values(task.Train)[4 * i]) / Math.PI);
        Assert.All(angles.CountBy(angle => (int)(4 * angle)), quarter => Assert.InRange(quarter.Value, 200, 300));
    }

    [Fact]
    public void Should_have_every_string_of_bits_once()
    {
        var task = Read(Bits);
        var strings = Values(task.Train).Chunk(8).Zip(task.Train.Labels).Concat(Values(task.Test).Chunk(8).Zip(task.Test.Labels)).ToArray();

        Assert.Equal(["even", "odd"], task.ClassNames);
        Assert.Equal(256, strings.Select(one => string.Join(' ', one.First)).Distinct().Count());
        Assert.All(strings, one => Assert.Equal(one.First.Count(bit => bit == 1) % 2, one.Second));
        Assert.All(strings, one => Assert.All(one.First, bit => Assert.Equal(1, Math.Abs(bit))));
    }

    public static TheoryData<SyntheticTask, string> Faulty => new()
    {
        { Bits with { Bits = 61 }, "parity.bits: found 61, expected a whole number from 2 to 60" },
        { Bits with { Test = 107 }, "parity.samples: found 150 training and 107 test samples, expected at most 256 together" },
        { Moons with { Samples = 0 }, "two-moons.samples: found 0" },
        { Moons with { Test = 1_000_001 }, "two-moons.test: found 1000001, expected a whole number from 1 to 1,000,000" },
        { Moons with { Noise = double.NaN }, "two-moons.noise: found NaN" },
        { Mixture with { Classes = 257 }, "gaussian-mixture.classes: found 257" },
        { Mixture with { Classes = -1 }, "gaussian-mixture.classes: found -1" },
        { Mixture with { Inputs = 65536, Samples = 3000 }, "gaussian-mixture.samples: found 3000 samples of 65536 features, expected at most" },
        { Mixture with { Separation = double.PositiveInfinity }, "gaussian-mixture.separation" },
        { Teacher with { Hidden = [3, 0] }, "teacher-student.hidden[1]: found 0" },
        { Teacher with { Hidden = [65536, 65536] }, "teacher-student.hidden: found a teacher that takes" },
        { Teacher with { Activation = "tan" }, "teacher-student.activation: found tan, expected one of tanh" },
        { Teacher with { Test = 1 }, "teacher-student.test: found 1, expected a whole number from 2" },
    };

    /// <summary>Specifications come from other processes too, and no file has been checked there.</summary>
    [Theory]
    [MemberData(nameof(Faulty))]
    public void Should_refuse_what_cannot_be_drawn_and_name_the_field(SyntheticTask task, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<TaskDataException>(() => Read(task)).Message);

    [Fact]
    public void Should_be_equal_when_every_number_is()
    {
        Assert.Equal(new TaskSpec("t") { Synthetic = Teacher }, new TaskSpec("t") { Synthetic = Teacher with { Hidden = [8] } });
        Assert.NotEqual(new TaskSpec("t") { Synthetic = Teacher }, new TaskSpec("t") { Synthetic = Teacher with { Hidden = [9] } });
        Assert.Equal((Teacher with { }).GetHashCode(), (Teacher with { Hidden = [8] }).GetHashCode());
    }

    // Least squares by the normal equations.
    private static double[] Solve(double[] x, double[] y, int features)
    {
        var a = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfRowMajor(y.Length, features, x);
        return [.. a.TransposeThisAndMultiply(a).Solve(a.TransposeThisAndMultiply(MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(y)))];
    }
}
