namespace Chaos.Actors.Analysis.Exports;

/// <summary>A column of a table: a <see cref="TableColumn{TRow,TValue}"/> of string, double?, long? or bool?.</summary>
/// <param name="name">What it is called.</param>
/// <typeparam name="TRow">What a row is made of.</typeparam>
public abstract class TableColumn<TRow>(string name)
{
    /// <summary>What it is called.</summary>
    public string Name { get; } = name;
}

/// <summary>A column and what it says of a row.</summary>
/// <param name="name">What it is called.</param>
/// <param name="value">Its value in a row; null where there is none.</param>
/// <typeparam name="TRow">What a row is made of.</typeparam>
/// <typeparam name="TValue">string?, double?, long? or bool?.</typeparam>
public sealed class TableColumn<TRow, TValue>(string name, Func<TRow, TValue> value) : TableColumn<TRow>(name)
{
    /// <summary>Its value in a row; null where there is none.</summary>
    public TValue Of(TRow row) => value(row);
}
