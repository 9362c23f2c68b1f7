using System.Globalization;

namespace Chaos.Actors.Analysis.Tests;

/// <summary>A culture with a decimal comma, for output that must not depend on it.</summary>
internal sealed class CommaCulture : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    private CommaCulture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = (",", ".");
        culture.NumberFormat.NegativeSign = "~";
        CultureInfo.CurrentCulture = culture;
    }

    public static CommaCulture Use() => new();

    public void Dispose() => CultureInfo.CurrentCulture = _before;
}
