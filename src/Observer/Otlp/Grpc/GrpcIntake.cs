using System.Text.Encodings.Web;
using Grpc.Core;
using Mem0Observability.Observer.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace Mem0Observability.Observer.Otlp.Grpc;

/// <summary>Stands before the gRPC framework, which reads a whole message before it asks anybody: token, size, place.</summary>
internal sealed class GrpcIntake(ObserverOptions options, IntakeGate gate, OtlpMetrics metrics)
{
    /// <summary>Flag and length before the message, and some for padding.</summary>
    private const int Framing = 1024;

    private static readonly Dictionary<string, OtlpSignal> s_paths =
        ExportService.Names.ToDictionary(name => $"/{name.Service}/Export", name => name.Signal);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!s_paths.TryGetValue(context.Request.Path, out var signal))
        {
            // The framework answers UNIMPLEMENTED.
            await next(context);
            return;
        }

        var outcome = OtlpOutcomes.Failed;
        try
        {
            if (options.OtlpToken?.Admits(context.Request) == false)
                throw RefusalException.Unauthenticated();
            using var ticket = await gate.EnterAsync(context.RequestAborted);
            context.Features.Set(ticket);
            context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = options.OtlpMaxBytes + Framing;
            await next(context);
            outcome = ticket.Outcome ?? OutcomeOf(context);
        }
        catch (RefusalException e)
        {
            outcome = e.Outcome;
            Answer(context.Response, e);
        }
        finally
        {
            metrics.Answered(signal, OtlpMetrics.Grpc, outcome);
        }
    }

    /// <summary>What the framework answered on its own or for a refusal.</summary>
    private static string OutcomeOf(HttpContext context)
    {
        var trailers = context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers;
        var status = trailers is not null && trailers.TryGetValue("grpc-status", out var trailer)
            ? trailer
            : context.Response.Headers["grpc-status"];
        var retried = trailers?.ContainsKey("grpc-status-details-bin") == true
            || context.Response.Headers.ContainsKey("grpc-status-details-bin");
        return int.TryParse(status.ToString(), out var code)
            ? (StatusCode)code switch
            {
                StatusCode.InvalidArgument => OtlpOutcomes.Malformed,
                StatusCode.ResourceExhausted => retried ? OtlpOutcomes.Busy : OtlpOutcomes.TooLarge,
                StatusCode.Unavailable => OtlpOutcomes.Unavailable,
                StatusCode.Unimplemented => OtlpOutcomes.Unsupported,
                _ => OtlpOutcomes.Failed,
            }
            : OtlpOutcomes.Failed;
    }

    /// <summary>An answer of headers alone, as the framework would give it.</summary>
    private static void Answer(HttpResponse response, RefusalException refusal)
    {
        response.ContentType = "application/grpc";
        response.Headers["grpc-status"] = $"{(int)refusal.StatusCode}";
        response.Headers["grpc-message"] = UrlEncoder.Default.Encode(refusal.Status.Detail);
        foreach (var entry in refusal.Trailers)
            response.Headers[entry.Key] = Convert.ToBase64String(entry.ValueBytes);
    }
}
