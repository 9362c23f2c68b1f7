using Chaos.Actors.Dynamics.Networks;

namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>
/// The operations training is made of. Every implementation gives the same bits: lanes run across outputs, and every
/// sum is one chain of fused multiply-adds in ascending index order. Matrices are row-major; <c>stride</c> is the row
/// length of a padded matrix, a multiple of 8 whose padding columns are zero. Logits are class-major, [class, sample]: there
/// the lanes are samples, so that three classes cost three vectors for eight samples and not eight.
/// </summary>
public unsafe interface IKernels
{
    /// <summary>What it is, for logs and test names.</summary>
    string Name { get; }

    /// <summary>out[r, :] = row[:] for every r.</summary>
    void FillRows(double* row, double* output, int rows, int stride);

    /// <summary>
    /// out[r, :] = start[r, :] + Σ_c a[r, c] · b[c, :], c ascending. <c>a[r, c]</c> is at <c>a + r · rowStep + c · columnStep</c>, so the
    /// same kernel serves a forward pass, a backward pass and (with the steps exchanged) a weight gradient.
    /// </summary>
    /// <param name="a">The left factor.</param>
    /// <param name="rowStep">From one row of a to the next.</param>
    /// <param name="columnStep">From one column of a to the next.</param>
    /// <param name="rows">Rows of a and of the output.</param>
    /// <param name="columns">Columns of a, rows of b.</param>
    /// <param name="b">The right factor.</param>
    /// <param name="start">What the sums start from: the output itself, or other rows that they do not overlap.</param>
    /// <param name="startStride">From one row of start to the next; 0 starts every sum of a column from the same value.</param>
    /// <param name="output">The sums.</param>
    /// <param name="stride">Row length of b and of the output.</param>
    /// <param name="width">How many columns of b and of the output take part: a multiple of 8.</param>
    void AddDenseProduct(
        double* a, int rowStep, int columnStep, int rows, int columns, double* b, double* start, int startStride,
        double* output, int stride, int width);

    /// <summary>
    /// out[r, :] += Σ_c table[a[r, c]] · b[c, :] over the entries of one tile, c ascending.
    /// </summary>
    /// <param name="rows">Which rows r of the tile have entries, in any order.</param>
    /// <param name="starts">Where the entries of each of these rows begin, and the end: one value more than rows.</param>
    /// <param name="entries">All entries of the matrix.</param>
    /// <param name="table">The value of each code, 256 values.</param>
    /// <param name="b">The row of b that belongs to the tile's first column.</param>
    /// <param name="output">The row of the output that belongs to the tile's first row.</param>
    /// <param name="stride">Row length of b and of the output.</param>
    void AddSparseProduct(
        ReadOnlySpan<int> rows, ReadOnlySpan<int> starts, ushort* entries, double* table, double* b, double* output,
        int stride);

    /// <summary>out[r] += Σ_c a[r, c], c ascending.</summary>
    void AddColumnSum(double* a, int rows, int columns, int stride, double* output);

    /// <summary>out[c, r] = a[r, c]; out has row length <paramref name="outputStride"/>.</summary>
    void Transpose(double* a, int rows, int columns, int stride, double* output, int outputStride);

    /// <summary>x ← φ(x) in place.</summary>
    void Activate(Activation activation, double* x, int length);

    /// <summary>
    /// delta ← delta · φ′, with φ′ written in terms of the activation y = φ(x) (relu: 1 where y &gt; 0), and
    /// sums[:] += Σ_r delta[r, :], r ascending: the gradient of the biases.
    /// </summary>
    void MultiplyByDerivative(Activation activation, double* y, double* delta, int rows, int stride, double* sums);

    /// <summary>
    /// Per sample s: m = max_k z_k, e_k = exp(z_k − m), S = Σ_k e_k (k ascending), loss_s = log S − (z_y − m), and
    /// z_k ← e_k / S − [k = y].
    /// </summary>
    /// <param name="logits">
    /// [classes, stride], replaced by the gradient of the summed loss; what lies behind the samples in a row means nothing.
    /// </param>
    /// <param name="labels">y, one a sample, and −1 behind them up to a multiple of 8 samples.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="stride">Row length, at least the samples rounded up to a multiple of 8.</param>
    /// <param name="losses">Receives loss_s; room for the samples rounded up to a multiple of 8.</param>
    void SoftmaxCrossEntropy(double* logits, double* labels, int samples, int classes, int stride, double* losses);

    /// <summary>
    /// Counts the samples whose largest logit (the first, in a tie) is the label's; logits as for
    /// <see cref="SoftmaxCrossEntropy"/>.
    /// </summary>
    int CountCorrect(double* logits, double* labels, int samples, int classes, int stride);

    /// <summary>One step of gradient descent: w ← fma(−η, fma(l2, w, g / samples), w).</summary>
    void Step(double* parameters, double* gradient, int length, double learningRate, double l2, int samples);

    /// <summary>
    /// Σ_k |w_k − v_k| as eight partial sums, p_i over k ≡ i (mod 8) ascending, added as
    /// ((p0 + p1) + (p2 + p3)) + ((p4 + p5) + (p6 + p7)). The length is a multiple of 8.
    /// </summary>
    double Distance(double* w, double* v, int length);
}
