namespace Chaos.Actors.Coordinator.Storage;

/// <summary>What of a table rows are put into.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Key">Its primary key.</param>
/// <param name="Columns">All columns, with the type of each.</param>
internal sealed record Table(string Name, string Key, params (string Name, ColumnType Type)[] Columns)
{
    /// <summary>The statement that puts rows, but for where these come from.</summary>
    public string Put(string source) =>
        $"""
        INSERT INTO {Name} ({string.Join(", ", Columns.Select(column => column.Name))}) {source}
        ON CONFLICT ({Key}) DO UPDATE SET {string.Join(", ", Columns.Select(c => $"{c.Name} = excluded.{c.Name}"))}
        """;
}

/// <summary>The types of columns.</summary>
internal enum ColumnType
{
    Integer,
    Long,
    Double,
    Text,
    Bytes,
}
