using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Layers;

/// <summary>
/// The windows of an image through which a convolution or a pooling looks: as many as fit, or, with <paramref name="same"/>, one for
/// every <paramref name="stride"/>-th pixel, with zeros around the image that contribute nothing. An odd number of them has the larger
/// half below and to the right.
/// </summary>
/// <param name="image">What is looked at; in memory [row, column, channel].</param>
/// <param name="height">Rows of a window.</param>
/// <param name="width">Columns of a window.</param>
/// <param name="stride">Pixels from a window to the next, in both directions.</param>
/// <param name="same">Whether there are zeros around the image.</param>
internal sealed unsafe class Windows(SampleShape image, int height, int width, int stride, bool same)
{
    /// <summary>Rows of windows.</summary>
    public int Rows { get; } = Fitting(image.Height, height, stride, same);

    /// <summary>Windows in a row.</summary>
    public int Columns { get; } = Fitting(image.Width, width, stride, same);

    /// <summary>Number of windows.</summary>
    public int Count => Rows * Columns;

    /// <summary>Rows of zeros above the image.</summary>
    public int Top => Border(image.Height, height, Rows) / 2;

    /// <summary>Columns of zeros to the left of the image.</summary>
    public int Left => Border(image.Width, width, Columns) / 2;

    /// <summary>Whether there are zeros around the image.</summary>
    public bool HasBorder => Border(image.Height, height, Rows) > 0 || Border(image.Width, width, Columns) > 0;

    /// <summary>Doubles of a row of the image with its border.</summary>
    public int RowLength => (image.Width + Border(image.Width, width, Columns)) * image.Channels;

    /// <summary>Doubles of the image with its border.</summary>
    public int Length => checked((image.Height + Border(image.Height, height, Rows)) * RowLength);

    /// <summary>The windows as a matrix: a row for each, in which come row, column and channel.</summary>
    /// <param name="data">An image with its border.</param>
    public PatchView Patches(double* data) => new(
        data, Rows, Columns, stride * RowLength, stride * image.Channels, height, width * image.Channels, RowLength, 1);

    /// <summary>The windows as a matrix of pixels: a row for each, in which come row and column.</summary>
    /// <param name="data">An image without a border.</param>
    public PatchView Pixels(double* data) => new(
        data, Rows, Columns, stride * RowLength, stride * image.Channels, height, width, RowLength, image.Channels);

    /// <summary>Copies between an image and the place of one in its border.</summary>
    public void Copy(double* plain, double* bordered, bool intoBorder)
    {
        var length = image.Width * image.Channels;
        bordered += (long)Top * RowLength + Left * image.Channels;
        for (var row = 0; row < image.Height; row++, plain += length, bordered += RowLength)
        {
            Span<double> outside = new(plain, length), inside = new(bordered, length);
            if (intoBorder) outside.CopyTo(inside);
            else inside.CopyTo(outside);
        }
    }

    /// <summary>Refuses what has no windows.</summary>
    /// <param name="what">Such as <c>kernel</c>.</param>
    public void Check(string what)
    {
        if (image.IsFlat)
            throw new ArchitectureException("it needs an image (height x width x channels), and these values have no neighbours.");
        if (!same && (height > image.Height || width > image.Width))
            throw new ArchitectureException($"its {what} of {height}x{width} is larger than the image.");
        if (same && (height > 2L * image.Height || width > 2L * image.Width))
            throw new ArchitectureException($"its {what} of {height}x{width} reaches beyond the image on both sides wherever it lies.");
    }

    private static int Fitting(int pixels, int size, int stride, bool same) =>
        same ? (pixels - 1) / stride + 1 : pixels < size ? 0 : (pixels - size) / stride + 1;

    private int Border(int pixels, int size, int windows) => same ? Math.Max(0, (windows - 1) * stride + size - pixels) : 0;
}
