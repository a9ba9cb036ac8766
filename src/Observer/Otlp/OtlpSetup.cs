using Grpc.AspNetCore.Server.Model;
using Mem0Observability.Observer.Hosting;
using Mem0Observability.Observer.Otlp.Grpc;
using Mem0Observability.Observer.Otlp.Http;
using Mem0Observability.Observer.Redaction;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Mem0Observability.Observer.Otlp;

internal static class OtlpSetup
{
    public static void AddOtlpIntake(this IServiceCollection services, ObserverOptions options)
    {
        services.AddSingleton<OtlpMetrics>();
        services.AddSingleton<IntakeGate>();
        services.AddSingleton(provider => new OtlpDecoder(
            provider.GetRequiredService<TimeProvider>(), options.TelemetryRetention, provider.GetService<ILogRedactor>()));
        services.AddSingleton<OtlpIntake>();
        services.AddSingleton<ExportService>();
        services.AddSingleton<GrpcIntake>();
        services.AddSingleton<ExportEndpoint>();
        if (options.OtlpGrpcUrl.Length == 0)
            return;

        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = options.OtlpMaxBytes;
            grpc.CompressionProviders.Clear();
            grpc.CompressionProviders.Add(new BoundedDecompression(ContentCoding.Gzip, options.OtlpMaxBytes));
            grpc.CompressionProviders.Add(new BoundedDecompression(ContentCoding.Zstd, options.OtlpMaxBytes));
        });
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IServiceMethodProvider<ExportService>, ExportMethods>());
    }

    public static void MapOtlpIntake(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<ObserverOptions>();
        if (options.OtlpHttpUrl.Length > 0)
            app.MapWhen(context => context.Features.Get<OtlpPort>() == OtlpPort.Http, MapHttp);
        if (options.OtlpGrpcUrl.Length > 0)
            app.MapWhen(context => context.Features.Get<OtlpPort>() == OtlpPort.Grpc, MapGrpc);
    }

    private static void MapHttp(IApplicationBuilder branch) =>
        branch.Run(context => context.RequestServices.GetRequiredService<ExportEndpoint>().ReceiveAsync(context));

    private static void MapGrpc(IApplicationBuilder branch)
    {
        branch.Use(branch.ApplicationServices.GetRequiredService<GrpcIntake>().InvokeAsync);
        // A branch has routes of its own: these are not reachable through the other ports.
        branch.UseRouting();
        branch.UseEndpoints(routes => routes.MapGrpcService<ExportService>());
    }
}
