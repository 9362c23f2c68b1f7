using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Benchmarks.CostCurve;

/// <summary>One value of a varied size, and the times measured there.</summary>
internal sealed class Point
{
    private const int TrainingPerTest = 6; // as in the whole of MNIST
    private const double Shortest = 0.3; // seconds of a run whose length is free

    private readonly VariedSize _varied;
    private readonly PreparedTask _task;
    private readonly List<double> _times = [];
    private int _epochs;

    public Point(VariedSize varied, int value, Func<int, PreparedTask> task)
    {
        (_varied, Value, Size) = (varied, value, varied.At(value));
        _task = task(Size.Samples);
    }

    public int Value { get; }

    public Size Size { get; }

    /// <summary>Seconds, in the order measured.</summary>
    public IReadOnlyList<double> Times => _times;

    /// <summary>The least disturbed time.</summary>
    public double Least => _times.Min();

    /// <summary>Measures once more; the first call also finds how many epochs are long enough.</summary>
    public void Measure()
    {
        if (_epochs == 0)
        {
            _epochs = _varied.Quantity == Quantity.Item
                ? Size.Epochs
                : Math.Max(2, (int)Math.Ceiling(Shortest / Run.Of(_task, Size.Item(2)).Epoch));
        }

        var run = Run.Of(_task, Size.Item(_epochs));
        _times.Add(_varied.Quantity switch
        {
            Quantity.ReplicaEpoch => run.Epoch / Size.Networks,
            Quantity.GroupEpoch => run.Epoch,
            _ => run.Item,
        });
    }

    /// <summary>MNIST with so many training samples, laid out once.</summary>
    public static Func<int, PreparedTask> Tasks()
    {
        var known = new Dictionary<int, PreparedTask>();
        return samples => known.TryGetValue(samples, out var task)
            ? task
            : known[samples] = new PreparedTask(TaskReader.Read(
                new TaskSpec("mnist", Train: samples, Test: samples / TrainingPerTest), DataDirectory.Default));
    }
}
