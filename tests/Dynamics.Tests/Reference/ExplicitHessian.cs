using Chaos.Actors.Dynamics.Losses;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Reference;
using Chaos.Actors.Dynamics.Tasks;
using MathNet.Numerics.LinearAlgebra;

namespace Chaos.Actors.Dynamics.Tests.Reference;

/// <summary>The Hessian of the mean loss as a matrix, for small networks: a column for each parameter.</summary>
internal static class ExplicitHessian
{
    /// <summary>At w, parameters in the order of the tensors, each row-major.</summary>
    public static Matrix<double> Of(LearningTask task, Architecture architecture, double[][] w)
    {
        var network = new ReferenceNetwork(architecture, task.Shape, task.Classes, Loss.CrossEntropy);
        return Matrix<double>.Build.DenseOfColumnArrays(Enumerable.Range(0, w.Sum(tensor => tensor.Length)).Select(i =>
        {
            var unit = w.Select(tensor => new double[tensor.Length]).ToArray();
            var k = 0;
            for (; i >= unit[k].Length; k++) i -= unit[k].Length;
            unit[k][i] = 1;
            return network.HessianProduct(w, unit, task.Train).SelectMany(x => x).Select(x => x / task.Train.Count).ToArray();
        }));
    }
}
