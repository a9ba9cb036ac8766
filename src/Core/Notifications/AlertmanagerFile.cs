using Mem0Observability.Compose;
using Mem0Observability.Model;

namespace Mem0Observability.Notifications;

/// <summary>
/// The router's file with the channels in it. It stays the file that a person wrote, comments and all: lines are put in at
/// places that its structure gives.
/// </summary>
internal sealed class AlertmanagerFile
{
    private readonly List<string> _lines;
    private readonly string _path;
    private readonly YamlMap _root;

    private AlertmanagerFile(string path, string text, YamlMap root)
    {
        _path = path;
        _lines = [.. text.TrimEnd().Split('\n').Select(l => l.TrimEnd('\r'))];
        _root = root;
    }

    public static AlertmanagerFile Load(string path)
    {
        string text = SourceText.Read(path, "AlertmanagerFileNotFound", "AlertmanagerSyntax");
        return YamlFile.Parse(text, path, "Alertmanager") is YamlMap root
            ? new AlertmanagerFile(path, text, root)
            : throw Unsuitable(new SourcePosition(path, 1, 1), "it is not a mapping");
    }

    /// <param name="zone">Of the mute times.</param>
    public string With(IReadOnlyList<Channel> channels, string zone)
    {
        YamlEntry receivers = Entry(_root, "receivers");
        YamlMap route = Entry(_root, "route").Value as YamlMap ?? throw Unsuitable(_root.Position, "its 'route' is not a mapping");
        YamlEntry routes = Entry(route, "routes");
        RequireTemplates();
        ThrowIfTaken(channels, receivers);
        var text = new RouteText([.. ((YamlList)Items(routes)).Items.OfType<YamlMap>()]);
        IReadOnlyList<string> mutes = [.. channels.SelectMany(c => c.MuteTime ?? []).Distinct().Order(StringComparer.Ordinal)];

        var put = new List<(YamlEntry Key, IEnumerable<string> Lines)>
        {
            (receivers, channels.SelectMany(ReceiverText.Lines)),
            (routes, channels.SelectMany(text.Lines)),
        };
        IEnumerable<string> intervals = mutes.SelectMany(m => MuteTime.Lines(m, zone));
        IEnumerable<string> end = [];
        if (mutes.Count > 0 && _root.Entries.FirstOrDefault(e => e.Key == "time_intervals") is { } own) put.Add((own, intervals));
        else if (mutes.Count > 0) end = ["", "time_intervals:", .. intervals.Select(l => "  " + l)];
        return Compose(put, end);
    }

    private string Compose(List<(YamlEntry Key, IEnumerable<string> Lines)> put, IEnumerable<string> end)
    {
        var result = new List<string>(_lines);
        // From the last place to the first, so that earlier line numbers stay true.
        foreach ((YamlEntry key, IEnumerable<string> lines) in put.OrderByDescending(p => p.Key.KeyPosition.Line))
        {
            string indent = new(' ', DashColumn(key));
            result.InsertRange(key.KeyPosition.Line, lines.Select(l => indent + l));
        }

        return "# Made by Start-Mem0Monitoring -NotificationChannel from the file below it; made anew at each start.\n" + string.Join('\n', [.. result, .. end]) + "\n";
    }

    private int DashColumn(YamlEntry list)
    {
        string first = _lines[Items(list).Items[0].Position.Line - 1];
        return first.Length - first.TrimStart(' ').Length;
    }

    /// <summary>A list in block form, from the line after its key on.</summary>
    private YamlList Items(YamlEntry entry) =>
        entry.Value is YamlList { Items.Count: > 0 } list
        && _lines[entry.KeyPosition.Line - 1].Split('#')[0].TrimEnd().EndsWith(entry.Key + ":", StringComparison.Ordinal)
        && _lines[list.Items[0].Position.Line - 1].TrimStart(' ').StartsWith("- ", StringComparison.Ordinal)
            ? list
            : throw Unsuitable(entry.KeyPosition, $"'{entry.Key}' must be a list with each entry on lines of its own, and not empty");

    /// <summary>What the channels say is in these two folders.</summary>
    private void RequireTemplates()
    {
        string[] found = [.. ((_root["templates"] as YamlList)?.Items ?? []).OfType<YamlScalar>().Select(s => s.Value)];
        foreach (string wanted in new[] { "/etc/alertmanager/templates/*.tmpl", ReceiverText.Folder + "/*.tmpl" })
        {
            if (!found.Contains(wanted))
                throw Unsuitable(_root.Position, $"its 'templates' lack {wanted}");
        }
    }

    private static void ThrowIfTaken(IReadOnlyList<Channel> channels, YamlEntry receivers)
    {
        string?[] names = [.. ((receivers.Value as YamlList)?.Items ?? []).OfType<YamlMap>().Select(r => (r["name"] as YamlScalar)?.Value)];
        if (channels.FirstOrDefault(c => names.Contains(c.Name)) is { } taken)
        {
            throw new StackException("ChannelNameTaken", StackErrorCategory.InvalidArgument,
                $"Notification channel '{taken.Name}': {receivers.KeyPosition.File} has a receiver of that name already. Choose another name.", taken.Name);
        }
    }

    private static YamlEntry Entry(YamlMap map, string key) =>
        map.Entries.FirstOrDefault(e => e.Key == key) ?? throw Unsuitable(map.Position, $"it has no '{key}'");

    private static StackException Unsuitable(SourcePosition position, string what) =>
        new("AlertmanagerFileUnsuitable", StackErrorCategory.InvalidData,
            $"{position}: notification channels cannot be added to this file: {what}. Compare it with the shipped monitoring/alertmanager.yml.", position.File);
}
