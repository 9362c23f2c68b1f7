using System.Globalization;

namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>
/// The form of one sample, or of what a layer makes of it: an image, or so many values without neighbours. The values of an image
/// are channel-major where they stand in a row: [channel, row, column].
/// </summary>
public sealed record SampleShape
{
    private SampleShape(int height, int width, int channels, bool isFlat)
    {
        (Height, Width, Channels, IsFlat) = (height, width, channels, isFlat);
        Count = checked(height * width * channels);
    }

    /// <summary>Rows of pixels; 1 where it is flat.</summary>
    public int Height { get; }

    /// <summary>Columns of pixels; 1 where it is flat.</summary>
    public int Width { get; }

    /// <summary>Values of a pixel, or of a flat sample.</summary>
    public int Channels { get; }

    /// <summary>Whether the values have no neighbours.</summary>
    public bool IsFlat { get; }

    /// <summary>Number of values.</summary>
    public int Count { get; }

    /// <summary>So many values without neighbours.</summary>
    public static SampleShape Flat(int features) => new(1, 1, features, isFlat: true);

    /// <summary>An image.</summary>
    /// <exception cref="OverflowException">It has more values than can be counted.</exception>
    public static SampleShape Image(int height, int width, int channels) => new(height, width, channels, isFlat: false);

    /// <summary>Such as <c>28x28x1</c>, or <c>4</c>.</summary>
    public override string ToString() => IsFlat
        ? Channels.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Height}x{Width}x{Channels}");
}
