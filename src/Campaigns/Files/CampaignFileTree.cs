using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Chaos.Actors.Campaigns.Files;

/// <summary>
/// Builds the tree of a document from the parser's events instead of YamlDotNet's object model, so that depth and
/// size are bounded and anchors, aliases and tags ("billion laughs", foreign types) never come to life.
/// </summary>
internal sealed class CampaignFileTree
{
    private const int MaximumDepth = 16;
    private const int MaximumNodes = 100_000;

    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly string _wanted;
    private readonly Stack<(Mark Start, char Open, char Close)> _brackets = [];
    private int _nodes;

    private CampaignFileTree(string text, string wanted)
    {
        _wanted = wanted;
        _scanner = new Scanner(new StringReader(text));
        _parser = new Parser(_scanner);
    }

    /// <summary>The document, or null when it cannot be read any further than the problem reported.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="problems">Where problems go.</param>
    /// <param name="wanted">What the document should be, for messages.</param>
    public static CampaignFileNode? Parse(
        string text, CampaignFileProblems problems, string wanted = "a campaign (task, architectures, learningRates, seeds …)")
    {
        var tree = new CampaignFileTree(text, wanted);
        try
        {
            return tree.Document();
        }
        catch (Refusal refusal)
        {
            problems.Add(refusal.At, "", refusal.Message);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The scanner reports what it does not understand with YamlException, or with whatever it trips over.
            tree.Report(e, text, problems);
        }
        return null;
    }

    private void Report(Exception e, string text, CampaignFileProblems problems)
    {
        var reached = _scanner.CurrentPosition;
        // Some of the scanner's exceptions say only that it was somewhere: the first character.
        var at = e is YamlException { Start: { Index: > 0 } start } ? start : reached;
        if (CampaignFileTab.Before(text, reached) is { } tab && tab.Line >= at.Line)
            problems.Add(tab, "", "not valid YAML: found a tab in the indentation, expected spaces");
        else if (_brackets.TryPeek(out var open))
            problems.Add(at, "", "not valid YAML: " + string.Create(CultureInfo.InvariantCulture,
                $"the {open.Open} of line {open.Start.Line}, column {open.Start.Column} is not closed, expected a comma or {open.Close}"));
        else
            problems.Add(at, "", "not valid YAML: " + (e is YamlException yaml ? FirstSentence(yaml) : "found what cannot stand here"));
    }

    private CampaignFileNode Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out var end))
            throw new Refusal(end.Start, $"the file is empty, expected {_wanted}");
        _parser.Consume<DocumentStart>();
        var root = Node(depth: 0);
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
            throw new Refusal(second.Start, "found a second document, expected one a file");
        return root;
    }

    private CampaignFileNode Node(int depth)
    {
        var at = _parser.Current!.Start;
        if (depth > MaximumDepth) throw new Refusal(at, $"nested more than {MaximumDepth} levels deep");
        if (++_nodes > MaximumNodes) throw new Refusal(at, $"more than {MaximumNodes} values in one file");
        if (_parser.Accept<AnchorAlias>(out _)) throw new Refusal(at, "found an alias (*), expected the value itself");
        if (_parser.Accept<NodeEvent>(out var node))
        {
            if (!node.Anchor.IsEmpty) throw new Refusal(at, "found an anchor (&), expected plain values only");
            if (!node.Tag.IsEmpty) throw new Refusal(at, "found a tag (!), expected plain values only");
        }
        if (_parser.TryConsume<Scalar>(out var scalar))
            return new CampaignFileScalar(scalar.Start, scalar.Value, scalar.Style != ScalarStyle.Plain) { End = scalar.End };
        if (_parser.Accept<SequenceStart>(out var list))
            return Within<CampaignFileNode>(list.Start, list.Style == SequenceStyle.Flow, '[', ']', () => List(list.Start, depth));
        _parser.Require<MappingStart>();
        _parser.Accept<MappingStart>(out var map);
        return Within<CampaignFileNode>(map!.Start, map.Style == MappingStyle.Flow, '{', '}', () => Map(map.Start, depth));
    }

    // What is on the stack when the scanner gives up was never closed.
    private T Within<T>(Mark at, bool bracketed, char open, char close, Func<T> read)
    {
        if (!bracketed) return read();
        _brackets.Push((at, open, close));
        var node = read();
        _brackets.Pop();
        return node;
    }

    private CampaignFileList List(Mark at, int depth)
    {
        _parser.MoveNext();
        var items = new List<CampaignFileNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(depth + 1));
        return new CampaignFileList(at, items);
    }

    private CampaignFileMap Map(Mark at, int depth)
    {
        _parser.MoveNext();
        var entries = new List<(CampaignFileScalar, CampaignFileNode)>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node(depth + 1);
            if (key is not CampaignFileScalar name)
                throw new Refusal(key.Start, $"found {key.Describe()} where a field name was expected");
            entries.Add((name, Node(depth + 1)));
        }
        return new CampaignFileMap(at, entries);
    }

    // The parser's messages start with the position, which the problem already has.
    private static string FirstSentence(YamlException e)
    {
        var message = e.Message;
        var text = message.StartsWith('(') && message.IndexOf("): ", StringComparison.Ordinal) is var end and > 0
            ? message[(end + 3)..]
            : message;
        return text.ReplaceLineEndings(" ").TrimEnd('.', ' ');
    }

    private sealed class Refusal(Mark at, string message) : Exception(message)
    {
        public Mark At { get; } = at;
    }
}
