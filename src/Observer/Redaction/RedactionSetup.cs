using Mem0Observability.Observer.Hosting;

namespace Mem0Observability.Observer.Redaction;

internal static class RedactionSetup
{
    public static void AddRedaction(this IServiceCollection services, ObserverOptions options) =>
        services.AddSingleton<ILogRedactor>(options.Redact ? new LogRedactor() : new NoRedaction());
}
