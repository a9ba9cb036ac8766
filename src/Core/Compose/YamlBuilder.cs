using Mem0Observability.Model;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Mem0Observability.Compose;

/// <summary>Turns parser events into nodes, within limits that a file written by a person never meets.</summary>
internal sealed class YamlBuilder(IParser parser, string path, string idPrefix)
{
    private const int MaxDepth = 64;

    /// <summary>Counts every alias with all that it stands for: "billion laughs" stop here.</summary>
    private const int MaxNodes = 200_000;

    private readonly Dictionary<AnchorName, Anchored> _anchors = [];
    private int _nodes;
    private int _deepest;

    private readonly record struct Anchored(YamlNode Node, int Nodes, int Height);

    public YamlNode ReadOnlyDocument()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
            return new YamlScalar("", Quoted: false, new SourcePosition(path, 1, 1));

        YamlNode root = Read(0);
        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out DocumentStart? second))
            throw Syntax(At(second), "a second document starts here; only one is read. Split the file.");

        return root;
    }

    private YamlNode Read(int depth)
    {
        if (parser.TryConsume<AnchorAlias>(out AnchorAlias? alias))
            return Resolve(alias, depth);

        ParsingEvent start = parser.Current ?? throw new InvalidOperationException("unexpected end of input");
        (int before, int outer, _deepest) = (_nodes, _deepest, depth);
        Count(start, 1, depth);
        YamlNode node = parser.Consume<NodeEvent>() switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart sequence => ReadList(sequence, depth),
            MappingStart mapping => ReadMap(mapping, depth),
            NodeEvent other => throw Syntax(At(other), $"{other.GetType().Name} is not expected here."),
        };
        // Registered only when complete, so an anchor cannot contain itself. A later anchor of the same name replaces it, as YAML has it.
        if (start is NodeEvent { Anchor.IsEmpty: false } anchored)
            _anchors[anchored.Anchor] = new Anchored(node, _nodes - before, _deepest - depth);

        _deepest = Math.Max(_deepest, outer);
        return node;
    }

    private YamlNode Resolve(AnchorAlias alias, int depth)
    {
        if (!_anchors.TryGetValue(alias.Value, out Anchored anchor))
            throw Syntax(At(alias), $"alias {ComposeFault.Show($"*{alias.Value}")} has no anchor before it. Define the anchor above.");

        Count(alias, anchor.Nodes, depth + anchor.Height);
        return anchor.Node;
    }

    private YamlScalar ReadScalar(Scalar scalar)
    {
        RefuseTag(scalar);
        bool quoted = scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any) || !scalar.Tag.IsEmpty;
        return new YamlScalar(scalar.Value, quoted, At(scalar));
    }

    private YamlList ReadList(SequenceStart start, int depth)
    {
        RefuseTag(start);
        var items = new List<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(Read(depth + 1));

        return new YamlList(items, At(start));
    }

    private YamlMap ReadMap(MappingStart start, int depth)
    {
        RefuseTag(start);
        var map = new YamlMapBuilder(idPrefix);
        // The map in "[a: 1]" has no mark of its own; its first key stands where it starts.
        SourcePosition position = At(start.Start.Index > 0 ? start : parser.Current!);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            ParsingEvent keyEvent = parser.Current!;
            if (Read(depth + 1) is not YamlScalar { IsNull: false } key)
                throw Syntax(At(keyEvent), "a key must be a plain word or a quoted text.");

            map.Add(key, At(keyEvent), Read(depth + 1));
        }

        return map.Build(position);
    }

    private void Count(ParsingEvent at, int nodes, int depth)
    {
        _nodes += nodes;
        _deepest = Math.Max(_deepest, depth);
        if (depth > MaxDepth)
            throw Syntax(At(at), $"nested deeper than {MaxDepth} levels. Flatten the file.");

        if (_nodes > MaxNodes)
            throw Syntax(At(at), $"the file grows beyond {MaxNodes} values when its aliases are expanded. Use fewer aliases.");
    }

    // Tags such as !reset, !override and !!binary change what a value means; ignoring one would be silent.
    private void RefuseTag(NodeEvent node)
    {
        if (node.Tag.IsEmpty || node.Tag.IsNonSpecific || (node is Scalar && node.Tag.Value == "tag:yaml.org,2002:str"))
            return;

        throw Syntax(At(node), $"tag {ComposeFault.Show(node.Tag.Value)} is not supported; only '!!str' is. Remove it.");
    }

    private StackException Syntax(SourcePosition position, string message) => ComposeFault.At(idPrefix + "Syntax", position, message);

    private SourcePosition At(ParsingEvent e) => YamlFile.At(path, e.Start);
}
