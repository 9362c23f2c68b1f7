using Chaos.Actors.Dynamics.Networks;

namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>
/// The operations training is made of. Every implementation gives the same bits: lanes run across outputs, and every
/// sum is one chain of fused multiply-adds in ascending index order. Unless something else is said, the columns of a view lie side
/// by side (<see cref="MatrixView.ColumnStep"/> 1) and their number is a multiple of 8, padding columns being zero. Logits are
/// class-major, [class, sample]: there the lanes are samples, so that three classes cost three vectors for eight samples and not eight.
/// </summary>
public unsafe interface IKernels
{
    /// <summary>What it is, for logs and test names.</summary>
    string Name { get; }

    /// <summary>out[r, :] = row[:] for every r.</summary>
    void FillRows(double* row, in MatrixView output);

    /// <summary>
    /// out[r, :] = start[r, :] + Σ_c a[r, c] · b[c, :], c ascending. The left factor may have any steps, so the same kernel serves a
    /// forward pass, a backward pass and (transposed) a weight gradient.
    /// </summary>
    /// <param name="a">[rows, inner], any steps.</param>
    /// <param name="b">[inner, columns].</param>
    /// <param name="start">[rows, columns]: what the sums start from: the output itself, or other memory that does not overlap it.</param>
    /// <param name="output">[rows, columns].</param>
    void AddProduct(in MatrixView a, in MatrixView b, in MatrixView start, in MatrixView output);

    /// <summary>
    /// out[r, :] += Σ_c table[a[r, c]] · b[c, :] over the entries of one tile, c ascending.
    /// </summary>
    /// <param name="a">The tile's entries.</param>
    /// <param name="b">The rows that belong to the tile's columns; its rows follow at the step of the output's.</param>
    /// <param name="output">The rows that belong to the tile's rows.</param>
    void AddSparseProduct(in SparseTile a, in MatrixView b, in MatrixView output);

    /// <summary>
    /// out[r, :] = start[r, :] + Σ_c a[r, c] · b[c, :], c ascending, for the patches of an image: a convolution, and (transposed) the
    /// gradient of its kernel. Any number of columns, at any step from a row to the next: up to 7 doubles behind each row of b, of
    /// start and of the output may be read, and up to 7 behind each row of the output written, rows ascending, so that only those behind
    /// the last row show.
    /// </summary>
    /// <param name="a">[rows, inner].</param>
    /// <param name="b">[inner, columns].</param>
    /// <param name="start">[rows, columns]: what the sums start from; the output itself only where its rows are padded.</param>
    /// <param name="output">[rows, columns].</param>
    void AddPatchProduct(in PatchView a, in MatrixView b, in MatrixView start, in MatrixView output);

    /// <summary>
    /// out[r, c] += a[r, c], r ascending: patches may share pixels, which are no −0. Up to 7 doubles behind a row of either are read
    /// and, behind the last of the output, written as they were.
    /// </summary>
    void AddToPatches(in MatrixView a, in PatchView output);

    /// <summary>
    /// out[:] += Σ_r a[r, :], r ascending; any number of columns, and reads and writes up to 7 doubles behind a row.
    /// </summary>
    void AddRowSum(in MatrixView a, double* output);

    /// <summary>
    /// out[p, ch] = (Σ_q x[p, q, ch]) / pixels of the window p, q ascending from 0. Of this and the other poolings: up to 7 doubles
    /// behind a pixel may be read, and up to 7 behind the last one written: in an output anything, in derivatives what was there.
    /// </summary>
    /// <param name="windows">[windows, pixels]: where the channels of each pixel of x begin.</param>
    /// <param name="channels">Channels of a pixel, not padded.</param>
    /// <param name="output">[windows, channels].</param>
    void AveragePool(in PatchView windows, int channels, double* output);

    /// <summary>x[p, q, ch] += delta[p, ch] / pixels of a window, p ascending: windows may share pixels, which are no −0.</summary>
    /// <param name="delta">[windows, channels].</param>
    /// <param name="channels">Channels of a pixel, not padded.</param>
    /// <param name="windows">[windows, pixels]: where the channels of each pixel of the derivatives begin.</param>
    void AddAveragePoolGradient(double* delta, int channels, in PatchView windows);

    /// <summary>out[p, ch] = max_q x[p, q, ch]: the first of equals, or a NaN where there is one.</summary>
    /// <param name="windows">[windows, pixels]: where the channels of each pixel of x begin.</param>
    /// <param name="channels">Channels of a pixel, not padded.</param>
    /// <param name="output">[windows, channels].</param>
    void MaximumPool(in PatchView windows, int channels, double* output);

    /// <summary>Adds delta[p, ch] to the first pixel of window p whose value is the maximum, p ascending.</summary>
    /// <param name="values">[windows, pixels]: where the channels of each pixel of x begin.</param>
    /// <param name="maxima">[windows, channels]: what <see cref="MaximumPool"/> gave.</param>
    /// <param name="delta">[windows, channels].</param>
    /// <param name="channels">Channels of a pixel, not padded.</param>
    /// <param name="windows">[windows, pixels]: the same places among the derivatives.</param>
    void AddMaximumPoolGradient(in PatchView values, double* maxima, double* delta, int channels, in PatchView windows);

    /// <summary>out[p, ch] = t at the first pixel of window p whose value is the maximum; 0 where it is NaN.</summary>
    /// <param name="values">[windows, pixels]: where the channels of each pixel of x begin.</param>
    /// <param name="maxima">[windows, channels]: what <see cref="MaximumPool"/> gave.</param>
    /// <param name="tangents">[windows, pixels]: the same places among the tangents t of x.</param>
    /// <param name="channels">Channels of a pixel, not padded.</param>
    /// <param name="output">[windows, channels]; elsewhere than the maxima.</param>
    void MaximumPoolTangent(in PatchView values, double* maxima, in PatchView tangents, int channels, double* output);

    /// <summary>out[r] += Σ_c a[r, c], c ascending; any number of columns.</summary>
    void AddColumnSum(in MatrixView a, double* output);

    /// <summary>out[c, r] = a[r, c]; any number of columns.</summary>
    void Transpose(in MatrixView a, in MatrixView output);

    /// <summary>y ← φ(z), element by element; y may be z.</summary>
    void Activate(Activation activation, double* z, double* y, int length);

    /// <summary>
    /// delta ← delta · φ′ and, unless <paramref name="sums"/> is null, sums[:] += Σ_r delta[r, :], r ascending: the gradient of the
    /// biases below.
    /// </summary>
    /// <param name="activation">φ.</param>
    /// <param name="z">[rows, columns], contiguous: what φ was applied to; means nothing unless the activation needs it.</param>
    /// <param name="y">[rows, columns], contiguous: φ(z).</param>
    /// <param name="delta">[rows, columns], contiguous.</param>
    /// <param name="sums">[columns] or null.</param>
    void MultiplyBySlope(Activation activation, in MatrixView z, in MatrixView y, in MatrixView delta, double* sums);

    /// <summary>
    /// Per sample s: m = max_k z_k, e_k = exp(z_k − m), S = Σ_k e_k (k ascending), loss_s = log S − (z_y − m), and
    /// z_k ← e_k / S − [k = y].
    /// </summary>
    /// <param name="logits">
    /// [classes, samples], any number of samples; a row has room for a multiple of 8. Replaced by the gradient of the summed loss;
    /// what lies behind the samples in a row means nothing.
    /// </param>
    /// <param name="labels">y, one a sample, and −1 behind them up to a multiple of 8 samples.</param>
    /// <param name="losses">Receives loss_s; room for the samples rounded up to a multiple of 8.</param>
    void SoftmaxCrossEntropy(in MatrixView logits, double* labels, double* losses);

    /// <summary>
    /// Per sample s: d_k = z_k − [k = y], loss_s = ½ Σ_k d_k² (k ascending from 0, fused), and z_k ← d_k; logits, labels and losses as
    /// for <see cref="SoftmaxCrossEntropy"/>.
    /// </summary>
    void SquaredError(in MatrixView logits, double* labels, double* losses);

    /// <summary>
    /// Per sample s: d_k = z_k − y_k, loss_s = ½ Σ_k d_k² (k ascending from 0, fused), and z_k ← d_k; outputs and losses as for
    /// <see cref="SoftmaxCrossEntropy"/>.
    /// </summary>
    /// <param name="outputs">z: [targets, samples].</param>
    /// <param name="targets">y: [targets, samples], room behind the samples as in the outputs.</param>
    /// <param name="losses">Receives loss_s.</param>
    void SquaredDistance(in MatrixView outputs, in MatrixView targets, double* losses);

    /// <summary>
    /// Counts the samples whose largest logit (the first, in a tie) is the label's; logits and labels as for
    /// <see cref="SoftmaxCrossEntropy"/>.
    /// </summary>
    int CountCorrect(in MatrixView logits, double* labels);

    /// <summary>
    /// Per sample s: distances_s = Σ_k |a_k − b_k|, k ascending from 0, and differences_s = 1 where the largest logits of both (the first,
    /// in a tie) are of different classes, else 0.
    /// </summary>
    /// <param name="a">[classes, samples], any number of samples; a row has room for a multiple of 8.</param>
    /// <param name="b">The same.</param>
    /// <param name="distances">Room for the samples rounded up to a multiple of 8.</param>
    /// <param name="differences">The same.</param>
    void CompareLogits(in MatrixView a, in MatrixView b, double* distances, double* differences);

    /// <summary>One step of gradient descent: w ← fma(−η, fma(l2, w, g / samples), w).</summary>
    void Step(double* parameters, double* gradient, int length, double learningRate, double l2, int samples);

    /// <summary>One step of the heavy ball: v ← fma(−η, fma(l2, w, g / samples), β·v), w ← w + v.</summary>
    void StepWithMomentum(
        double* parameters, double* velocity, double* gradient, int length, double learningRate, double l2, double momentum, int samples);

    /// <summary>
    /// Σ_k |w_k − v_k| as eight partial sums, p_i over k ≡ i (mod 8) ascending, added as
    /// ((p0 + p1) + (p2 + p3)) + ((p4 + p5) + (p6 + p7)). The length is a multiple of 8.
    /// </summary>
    double Distance(double* w, double* v, int length);

    /// <summary>slopes ← φ′ and bends ← delta · φ″, element by element: what tangents need to know of an activation.</summary>
    /// <param name="activation">φ.</param>
    /// <param name="z">What φ was applied to; means nothing unless the activation needs it.</param>
    /// <param name="y">φ(z).</param>
    /// <param name="delta">The derivative with respect to y.</param>
    /// <param name="slopes">Receives φ′.</param>
    /// <param name="bends">Receives delta · φ″.</param>
    /// <param name="length">Of each of them; a multiple of 8.</param>
    void Bend(Activation activation, double* z, double* y, double* delta, double* slopes, double* bends, int length);

    /// <summary>out[r, c] = a[r, c] · b[r, c].</summary>
    void Multiply(in MatrixView a, in MatrixView b, in MatrixView output);

    /// <summary>
    /// The derivative of <see cref="MultiplyBySlope"/>: delta ← fma(bends, z, slopes · delta) and, unless <paramref name="sums"/>
    /// is null, sums[:] += Σ_r delta[r, :], r ascending.
    /// </summary>
    /// <param name="slopes">[rows, columns]: φ′.</param>
    /// <param name="bends">[rows, columns]: φ″ times the derivative with respect to φ(z).</param>
    /// <param name="z">[rows, columns]: the tangent of z.</param>
    /// <param name="delta">[rows, columns]: the tangent of the derivative with respect to φ(z), replaced by that with respect to z.</param>
    /// <param name="sums">[columns] or null.</param>
    void BendDeltas(in MatrixView slopes, in MatrixView bends, in MatrixView z, in MatrixView delta, double* sums);

    /// <summary>
    /// The derivative of <see cref="SoftmaxCrossEntropy"/>: with p_k = d_k + [k = y] and m = Σ_k p_k · t_k (fused, k ascending from
    /// 0), t_k ← p_k · (t_k − m).
    /// </summary>
    /// <param name="derivatives">d: [classes, samples], what the softmax left.</param>
    /// <param name="labels">y, as for the softmax.</param>
    /// <param name="tangents">t: [classes, samples], the tangent of the logits; replaced by that of the derivatives.</param>
    void SoftmaxTangent(in MatrixView derivatives, double* labels, in MatrixView tangents);

    /// <summary>g ← fma(l2, w, g / samples): the slope that a step goes down.</summary>
    void Average(double* gradient, double* parameters, int length, double l2, int samples);

    /// <summary>
    /// Σ_k v_k · w_k as eight partial sums of fused multiply-adds, added up as in <see cref="Distance"/>. The length is a multiple
    /// of 8.
    /// </summary>
    double Dot(double* v, double* w, int length);

    /// <summary>w ← fma(factor, v, w).</summary>
    void AddMultiple(double factor, double* v, double* w, int length);

    /// <summary>v ← v / divisor.</summary>
    void Divide(double* v, double divisor, int length);
}
