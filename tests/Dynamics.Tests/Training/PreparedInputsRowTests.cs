using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Dynamics.Tests.Training;

/// <summary>Every layout of inputs gives a sample back as it was.</summary>
public sealed class PreparedInputsRowTests
{
    [Theory]
    [InlineData("mnist", 500)]
    [InlineData("mnist", 7)]
    [InlineData("digits", 300)]
    [InlineData("wine", 100)]
    public void Should_give_each_sample_back_as_it_is(string task, int samples)
    {
        var inputs = TaskReader.Read(new TaskSpec(task, samples), DataDirectory.Default).Train.Inputs;
        var prepared = PreparedInputs.Prepare(inputs);
        var (expected, actual) = (new double[inputs.Features], new double[inputs.Features]);
        for (var sample = 0; sample < samples; sample++)
        {
            inputs.CopyRow(sample, expected);
            Array.Fill(actual, double.NaN);
            prepared.CopyRow(sample, actual);
            Assert.Equal(expected, actual);
        }
    }
}
