using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Mem0Observability.Tests.Integration.Telemetry;

/// <summary>The OpenTelemetry SDK for .NET as any service has it.</summary>
internal sealed class SdkClient(OtlpObserver observer, OtlpExportProtocol protocol, string? token = null)
{
    public const string Service = "sdk-client";

    public TracerProvider Tracing(string source) => Sdk.CreateTracerProviderBuilder()
        .SetResourceBuilder(Resource)
        .AddSource(source)
        .AddOtlpExporter(options => Configure(options, "/v1/traces"))
        .Build();

    public MeterProvider Metering(string meter) => Sdk.CreateMeterProviderBuilder()
        .SetResourceBuilder(Resource)
        .AddMeter(meter)
        .AddOtlpExporter(options => Configure(options, "/v1/metrics"))
        .Build();

    public static ResourceBuilder Resource => ResourceBuilder.CreateDefault().AddService(Service, serviceVersion: "1.2.3");

    public void Configure(OtlpExporterOptions options, string path)
    {
        options.Protocol = protocol;
        // An address that is set in code is taken as it is.
        options.Endpoint = protocol == OtlpExportProtocol.Grpc ? observer.Grpc : new Uri(observer.Http, path);
        options.Headers = token is null ? null : $"authorization=Bearer {token}";
    }
}
