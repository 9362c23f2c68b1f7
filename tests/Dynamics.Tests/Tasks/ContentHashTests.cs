using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Tests.Tasks;

public sealed class ContentHashTests
{
    private static readonly LabelledSamples Test = new(new DenseInputs(1, 3, [0, 1, 2]), [1]);

    private static string Hash(Inputs inputs, params byte[] labels) =>
        ContentHash.Of(inputs.Features, 3, new LabelledSamples(inputs, labels), Test);

    private static DenseInputs Dense(CodedInputs coded) =>
        new(coded.Samples, coded.Features, [.. coded.Codes.Select(code => coded.Table[code])]);

    // Ascending and one to one; descending; and with several codes of one value, −0 among them.
    public static TheoryData<double[]> Tables => new(
        [.. Enumerable.Range(0, 256).Select(c => c / 255.0)],
        [.. Enumerable.Range(0, 256).Select(c => -c / 7.0)],
        [.. Enumerable.Range(0, 256).Select(c => c % 3 == 1 ? -0.0 : c / 2)]);

    [Theory]
    [MemberData(nameof(Tables))]
    public void Should_not_depend_on_how_the_inputs_are_held(double[] table)
    {
        var random = new Random(1);
        // More entries than a chunk, once with all codes and once with some never used.
        foreach (var codes in new[] { 256, 100 })
        {
            var bytes = Enumerable.Range(0, 90_000).Select(_ => (byte)random.Next(codes)).ToArray();
            var coded = new CodedInputs(30_000, 3, bytes, table);

            Assert.Equal(Hash(coded, new byte[30_000]), Hash(Dense(coded), new byte[30_000]));
        }
    }

    [Fact]
    public void Should_be_what_it_was_before_samples_had_shapes_where_they_are_flat_or_square()
    {
        var a = new LabelledSamples(new DenseInputs(1, 4, [0, 1, 2, 3]), [1]);
        Assert.Equal(ContentHash.Of(4, 2, a, a), ContentHash.Of(4, 2, a, a, SampleShape.Flat(4)));
        Assert.Equal(ContentHash.Of(4, 2, a, a), ContentHash.Of(4, 2, a, a, SampleShape.Image(2, 2, 1)));
    }

    [Fact]
    public void Should_not_distinguish_the_zeros()
    {
        var many = Enumerable.Range(0, 30_000).Select(i => i / 3.0).ToArray();
        var negative = (double[])many.Clone();
        negative[0] = -0.0;

        Assert.Equal(
            Hash(new DenseInputs(1, 3, [0, 1, 5]), 0),
            Hash(new DenseInputs(1, 3, [-0.0, 1, 5]), 0));
        Assert.Equal(
            Hash(new DenseInputs(10_000, 3, many), new byte[10_000]),
            Hash(new DenseInputs(10_000, 3, negative), new byte[10_000]));
    }

    [Fact]
    public void Should_change_with_every_part_of_the_content()
    {
        var many = Enumerable.Range(0, 30_000).Select(i => i / 3.0).ToArray();
        var last = (double[])many.Clone();
        last[^1] = Math.BitIncrement(last[^1]);
        var labels = new byte[10_000];
        var a = new LabelledSamples(new DenseInputs(2, 3, [0, 1, 2, 3, 4, 5]), [0, 1]);
        var b = new LabelledSamples(new DenseInputs(3, 2, [0, 1, 2, 3, 4, 5]), [0, 1, 0]);
        string[] hashes =
        [
            Hash(a.Inputs, 0, 1),
            Hash(a.Inputs, 1, 0),
            Hash(new DenseInputs(2, 3, [0, 1, 2, 3, 5, 4]), 0, 1),
            Hash(new DenseInputs(2, 3, [0, 1, 2, 3, 4, 6]), 0, 1),
            Hash(new DenseInputs(10_000, 3, many), labels),
            Hash(new DenseInputs(10_000, 3, last), labels),
            ContentHash.Of(3, 4, a, Test),
            ContentHash.Of(3, 3, Test, a),
            ContentHash.Of(2, 3, b, b),
            .. new[] { SampleShape.Image(3, 1, 1), SampleShape.Image(1, 3, 1), SampleShape.Image(1, 1, 3) }.Select(shape => ContentHash.Of(3, 3, a, Test, shape)),
            .. new double[][] { [0, 1], [1, 0], [0, 1.5] }.Select(targets => ContentHash.Of(
                3, 1, LabelledSamples.WithTargets(a.Inputs, targets), LabelledSamples.WithTargets(Test.Inputs, [1]))),
            ContentHash.Of(3, 1, LabelledSamples.WithTargets(a.Inputs, [0, 1]), LabelledSamples.WithTargets(Test.Inputs, [2])),
        ];

        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.Equal(Hash(a.Inputs, 0, 1), ContentHash.Of(3, 3, a, Test));
    }
}
