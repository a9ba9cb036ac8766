namespace Mem0Observability.Observer.Otlp;

/// <summary>The environment variables of the intake in which an empty value means something, or a file is named.</summary>
internal sealed record OtlpSettings(string GrpcUrl, string HttpUrl, BearerToken? Token)
{
    public const int Megabyte = 1024 * 1024;

    private const string TokenFile = "OBSERVER_OTLP_TOKEN_FILE";

    public static OtlpSettings Read(Func<string, string?> variable, ICollection<string> problems) => new(
        variable("OBSERVER_OTLP_GRPC_URL") ?? "http://0.0.0.0:4317",
        variable("OBSERVER_OTLP_HTTP_URL") ?? "http://0.0.0.0:4318",
        variable(TokenFile) is { Length: > 0 } path ? ReadToken(path, problems) : null);

    private static BearerToken? ReadToken(string path, ICollection<string> problems)
    {
        try
        {
            if (File.ReadAllText(path).Trim() is { Length: > 0 } token)
                return new BearerToken(token);
            problems.Add($"{TokenFile} must name a file with a token in it, '{path}' is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{TokenFile} must name a file that can be read, not '{path}'");
        }

        return null;
    }
}
