namespace Mem0Observability.Signals.Logs;

/// <summary>Under which attributes a record carries the <c>X-Request-ID</c> of its request.</summary>
internal static class RequestIds
{
    /// <summary>The first that is there counts.</summary>
    public static IReadOnlyList<string> Attributes { get; } = ["request_id", "request.id", "http.request.id"];

    /// <summary>ECS labels have underscores for dots.</summary>
    /// <returns>Null where the label is no request id.</returns>
    public static string? OfLabel(string field) => Attributes.FirstOrDefault(name => field == "labels." + name.Replace('.', '_'));

    /// <summary>Takes the request id out of the attributes, so that it is shown once.</summary>
    public static string? Take(Dictionary<string, object?> attributes)
    {
        string? taken = null;
        foreach (string name in Attributes)
        {
            if (attributes.GetValueOrDefault(name) is not string { Length: > 0 } id)
                continue;
            attributes.Remove(name);
            taken ??= id;
        }

        return taken;
    }
}
