namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>
/// Splits one line at its commas, without allocating. Fields are trimmed; a field in double quotes may contain commas,
/// and "" stands for a quote (but no line break).
/// </summary>
internal ref struct CsvLine(ReadOnlySpan<char> line)
{
    private ReadOnlySpan<char> _rest = line;
    private bool _ended;

    /// <summary>The field that <see cref="MoveNext"/> found.</summary>
    public ReadOnlySpan<char> Field { get; private set; }

    /// <summary>True when a quoted field did not end with a quote followed by a comma or the end of the line.</summary>
    public bool Malformed { get; private set; }

    public bool MoveNext()
    {
        if (_ended) return false;
        var start = _rest.TrimStart();
        if (start.StartsWith("\"")) return MoveQuoted(start[1..]);
        var comma = _rest.IndexOf(',');
        Field = (comma < 0 ? _rest : _rest[..comma]).Trim();
        Advance(comma < 0 ? default : _rest[(comma + 1)..], comma < 0);
        return true;
    }

    private bool MoveQuoted(ReadOnlySpan<char> text)
    {
        var end = 0;
        var doubled = false;
        while (end < text.Length)
        {
            if (text[end] != '"') end++;
            else if (end + 1 < text.Length && text[end + 1] == '"')
            {
                doubled = true;
                end += 2;
            }
            else break;
        }

        Field = doubled ? text[..end].ToString().Replace("\"\"", "\"", StringComparison.Ordinal) : text[..end];
        var after = end < text.Length ? text[(end + 1)..].TrimStart() : default;
        Malformed |= end == text.Length || (after.Length > 0 && after[0] != ',');
        Advance(after.Length > 0 ? after[1..] : default, after.Length == 0);
        return true;
    }

    private void Advance(ReadOnlySpan<char> rest, bool ended)
    {
        _rest = rest;
        _ended = ended;
    }
}
