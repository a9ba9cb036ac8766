namespace Mem0Observability.Compose;

/// <summary>Reads <c>build</c>: a folder, or a map with context, dockerfile, args and target.</summary>
internal static class BuildReader
{
    public static BuildSpec? Read(MapReader service, ComposeContext context)
    {
        string where = service.At("build");
        YamlNode? node = service.Find("build");
        if (node is null)
            return null;

        if (node is YamlScalar)
            return Spec(ComposeValue.Word(node, where), null, StringMap.Read(null, where, context.Variable), null);

        var map = new MapReader(node, where);
        BuildSpec build = Spec(map.Text("context") ?? ".", map.Text("dockerfile"), StringMap.Read(map.Find("args"), map.At("args"), context.Variable), map.Text("target"));
        map.Close();
        return build;

        BuildSpec Spec(string folder, string? dockerfile, IReadOnlyDictionary<string, string> args, string? target)
        {
            if (folder.Contains("://", StringComparison.Ordinal) || folder.StartsWith("git@", StringComparison.Ordinal))
                throw ComposeFault.Invalid(node.Position, where, $"context {ComposeFault.Show(folder)} is not a local folder. Clone it first.");

            string absolute = context.Paths.Absolute(folder, node.Position, where);
            string file = new ComposePaths(absolute, context.Variable).Absolute(dockerfile ?? "Dockerfile", node.Position, where);
            return new BuildSpec(absolute, file, args, target);
        }
    }
}
