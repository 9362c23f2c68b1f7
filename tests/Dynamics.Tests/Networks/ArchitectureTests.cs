using Chaos.Actors.Dynamics.Layers;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Tests.Networks;

public sealed class ArchitectureTests
{
    [Theory]
    [InlineData("conv 6 5x5, tanh, avgpool 2, dense 64, tanh")]
    [InlineData("conv 3 5x3 stride 2 same, leakyrelu 0.2, maxpool 3 stride 1")]
    [InlineData("dense 5, softplus, dense 6, relu")]
    [InlineData("")]
    public void Should_print_what_it_reads(string text)
    {
        Assert.Equal(text, Architecture.Parse(text).Text);
        Assert.Equal(text, Architecture.Parse("  " + text.ToUpperInvariant().Replace(" ", "   ") + " ").Text);
    }

    [Theory]
    [InlineData("conv 6", "Layer 1, \"conv 6\": expected a kernel such as 5x5, found nothing.")]
    [InlineData("conv 6 5", "Layer 1, \"conv 6 5\": expected a kernel such as 5x5, found \"5\".")]
    [InlineData("dense 4, conv six 5x5", "Layer 2, \"conv six 5x5\": expected a number of channels, found \"six\".")]
    [InlineData("conv 6 5x5 stride 0", "Layer 1, \"conv 6 5x5 stride 0\": expected a number of pixels, found \"0\".")]
    [InlineData("conv 6 5x5 same stride 2", "Layer 1, \"conv 6 5x5 same stride 2\": expected nothing more, found \"stride\".")]
    [InlineData("avgpool", "Layer 1, \"avgpool\": expected a number of pixels, found nothing.")]
    [InlineData("dense -3", "Layer 1, \"dense -3\": expected a number of units, found \"-3\".")]
    [InlineData("dense 99999999999", "Layer 1, \"dense 99999999999\": expected a number of units, found \"99999999999\".")]
    [InlineData(
        "dense 3, , tanh",
        "Layer 2, \"\": expected one of dense, conv, avgpool, maxpool, tanh, sigmoid, relu, softplus, identity, leakyrelu, elu, found nothing.")]
    public void Should_say_what_was_found_and_what_expected(string text, string message) =>
        Assert.Equal(message, Assert.Throws<ArchitectureException>(() => Architecture.Parse(text)).Message);

    [Theory]
    [InlineData("conv 6 9x9", "Layer 1, \"conv 6 9x9\", does not fit its input 8x8x1: its kernel of 9x9 is larger than the image.")]
    [InlineData(
        "conv 6 2000000000x3 same",
        "Layer 1, \"conv 6 2000000000x3 same\", does not fit its input 8x8x1: its kernel of 2000000000x3 reaches beyond the image on both sides wherever it lies.")]
    [InlineData("conv 6 5x5, tanh, avgpool 5", "Layer 3, \"avgpool 5\", does not fit its input 4x4x6: its window of 5x5 is larger than the image.")]
    [InlineData(
        "dense 9, tanh, maxpool 3",
        "Layer 3, \"maxpool 3\", does not fit its input 9: it needs an image (height x width x channels), and these values have no neighbours.")]
    public void Should_name_the_layer_that_does_not_fit(string text, string message) => Assert.Equal(
        message, Assert.Throws<ArchitectureException>(() => Architecture.Parse(text).Plan(SampleShape.Image(8, 8, 1), 10)).Message);

    [Fact]
    public void Should_refuse_more_outputs_than_can_be_counted() => Assert.StartsWith(
        "Layer 1, \"conv 2147483647 1x1\", has more outputs",
        Assert.Throws<ArchitectureException>(() =>
            Architecture.Parse("conv 2147483647 1x1").Plan(SampleShape.Image(8, 8, 1), 10)).Message);

    [Fact]
    public void Should_be_the_same_stack_from_text_and_from_units()
    {
        var stack = new Architecture([64, 32], Activation.Tanh, Initialisation.LeCun);
        var text = Architecture.Parse("dense 64, tanh, dense 32, tanh", Initialisation.LeCun);
        Assert.Equal(stack, text);
        Assert.Equal(("64-32-tanh-lecun", true, Activation.Tanh), (text.Name, text.IsStack, text.Activation));
        Assert.Equal([64, 32], text.Hidden);
        Assert.Equal("5-leakyrelu 0.2-normal", Architecture.Parse("dense 5, leakyrelu 0.2").Name);
    }

    [Theory]
    [InlineData("dense 5, tanh, dense 6, relu")]
    [InlineData("dense 5")]
    [InlineData("dense 5, tanh, tanh")]
    [InlineData("tanh")]
    [InlineData("tanh, dense 5")]
    [InlineData("conv 6 5x5, tanh")]
    public void Should_be_no_stack_otherwise(string text)
    {
        var architecture = Architecture.Parse(text);
        Assert.Equal((false, text + "; normal"), (architecture.IsStack, architecture.Name));
        Assert.Equal(text + "; lecun; no biases", (Architecture.Parse(text, Initialisation.LeCun) with { Biases = false }).Name);
        Assert.Equal(
            $"8x8x1: {text}, dense 10; normal 0.25", (architecture with { Sigma = 0.25 }).SizedName(SampleShape.Image(8, 8, 1), 10));
    }

    [Fact]
    public void Should_need_no_activation_without_hidden_layers()
    {
        var linear = new Architecture([], Initialisation.LeCun);
        Assert.Equal((linear, "identity-lecun"), (Architecture.Parse(" ", Initialisation.LeCun), linear.Name));
        Assert.Equal("sigmoid-lecun", new Architecture([], Activation.Sigmoid, Initialisation.LeCun).Name);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Should_refuse_a_standard_deviation_that_is_none(double sigma) => Assert.Throws<ArgumentOutOfRangeException>(() =>
        new Architecture([3], Activation.Tanh, Initialisation.Normal) { Sigma = sigma });

    [Fact]
    public void Should_refuse_a_standard_deviation_of_other_weights_than_normal_ones() => Assert.Throws<ArgumentException>(() =>
        new Architecture([3], Activation.Tanh, Initialisation.He) { Sigma = 2 });

    [Fact]
    public void Should_describe_the_parameters_of_a_convolution()
    {
        var plan = Architecture.Parse("conv 6 5x3, tanh, avgpool 2, dense 7").Plan(SampleShape.Image(28, 28, 2), 10);
        Assert.Equal(
            ["conv 1 weight [6, 2, 5, 3]", "conv 1 bias [6]", "dense 2 weight [7, 936]", "dense 2 bias [7]", "dense 3 weight [10, 7]", "dense 3 bias [10]"],
            plan.Parameters.Tensors.Select(tensor => $"{tensor.Name} [{string.Join(", ", tensor.Shape)}]"));
        Assert.Equal((30, 90), (plan.Parameters.Tensors[0].FanIn, plan.Parameters.Tensors[0].FanOut));
        Assert.Equal(["24x26x6", "24x26x6", "12x13x6", "7", "10"], plan.Layers.Select(layer => layer.OutputShape.ToString()));
        // Every element has a place of its own.
        var tensor = plan.Parameters.Tensors[0];
        Assert.Equal(180, Enumerable.Range(0, 180).Select(tensor.IndexOf).Distinct().Count());
        Assert.All(Enumerable.Range(0, 180), e => Assert.InRange(tensor.IndexOf(e) % tensor.Stride, 0, 5));
    }

    [Theory]
    [InlineData("conv 1 3x3 same", "7x5x1")]
    [InlineData("conv 1 4x2 same", "7x5x1")]
    [InlineData("conv 1 3x3 stride 2 same", "4x3x1")]
    [InlineData("conv 1 3x3 stride 2147483647 same", "1x1x1")]
    [InlineData("conv 1 3x3 stride 2", "3x2x1")]
    [InlineData("avgpool 2", "3x2x1")]
    [InlineData("maxpool 3 stride 1", "5x3x1")]
    public void Should_size_images(string layer, string shape) =>
        Assert.Equal(shape, Architecture.Parse(layer).Plan(SampleShape.Image(7, 5, 1), 2).Layers[0].OutputShape.ToString());

    [Fact]
    public void Should_refuse_layers_of_no_size()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DenseSpec(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConvolutionSpec(3, 0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AveragePoolSpec(2, 0));
    }
}
