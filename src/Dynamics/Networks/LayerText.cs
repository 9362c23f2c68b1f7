using System.Globalization;
using Chaos.Actors.Dynamics.Layers;

namespace Chaos.Actors.Dynamics.Networks;

/// <summary>
/// The text of one layer, word by word: its own word, then its arguments. A layer reads its arguments here and prints them in
/// <see cref="LayerSpec.Text"/>; what it expects and does not find is an error that names both.
/// </summary>
internal sealed class LayerText
{
    private static readonly (string Word, Func<LayerText, LayerSpec> Read)[] Kinds =
    [
        (DenseSpec.Name, DenseSpec.Read),
        (ConvolutionSpec.Name, ConvolutionSpec.Read),
        (AveragePoolSpec.Name, AveragePoolSpec.Read),
        (MaximumPoolSpec.Name, MaximumPoolSpec.Read),
    ];

    private readonly int _number;
    private readonly string _text;
    private readonly string[] _words;
    private int _next;

    private LayerText(string text, int number)
    {
        (_number, _text) = (number, text.Trim());
        _words = _text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Reads a list of layers, which commas separate; nothing but blanks is no layer.</summary>
    /// <exception cref="ArchitectureException">It is none.</exception>
    public static IReadOnlyList<LayerSpec> Read(string text) => string.IsNullOrWhiteSpace(text)
        ? []
        : [.. text.Split(',').Select((part, l) => new LayerText(part, l + 1).Layer())];

    /// <summary>A whole number from 1 on.</summary>
    /// <param name="what">Such as <c>a number of units</c>.</param>
    public int Number(string what) => AsNumber(Next()) ?? throw Expected(what, _next);

    /// <summary>Two numbers from 1 on with an x between them.</summary>
    /// <param name="what">Such as <c>a kernel such as 5x5</c>.</param>
    public (int Height, int Width) Size(string what)
    {
        var sides = Next().Split('x');
        if (sides.Length != 2 || AsNumber(sides[0]) is not { } height || AsNumber(sides[1]) is not { } width)
            throw Expected(what, _next);
        return (height, width);
    }

    /// <summary>Takes the next word if it is that one.</summary>
    public bool Take(string word)
    {
        if (_next == _words.Length || _words[_next] != word) return false;
        _next++;
        return true;
    }

    private string Next() => _next++ < _words.Length ? _words[_next - 1] : "";

    private LayerSpec Layer()
    {
        var word = Next();
        foreach (var kind in Kinds)
        {
            if (kind.Word != word) continue;
            var layer = kind.Read(this);
            return _next == _words.Length ? layer : throw Expected("nothing more", _next + 1);
        }

        if (Activation.Named(string.Join(' ', _words)) is { } activation) return new ActivationSpec(activation);
        var known = Kinds.Select(kind => kind.Word).Concat(Activation.All.Select(one => one.Text));
        throw Expected("one of " + string.Join(", ", known), 1);
    }

    private ArchitectureException Expected(string what, int position)
    {
        var found = position <= _words.Length ? $"\"{_words[position - 1]}\"" : "nothing";
        return new ArchitectureException(string.Create(
            CultureInfo.InvariantCulture, $"Layer {_number}, \"{_text}\": expected {what}, found {found}."));
    }

    private static int? AsNumber(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
