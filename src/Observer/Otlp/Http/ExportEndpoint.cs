using Mem0Observability.Observer.Hosting;
using Mem0Observability.Observer.Otlp.Json;
using Mem0Observability.Observer.Store;
using Mem0Observability.Observer.Wire;
using Microsoft.AspNetCore.Connections;

namespace Mem0Observability.Observer.Otlp.Http;

/// <summary>OTLP over HTTP, in protobuf and in JSON.</summary>
internal sealed class ExportEndpoint(
    ObserverOptions options, IntakeGate gate, OtlpIntake intake, OtlpMetrics metrics, ILogger<ExportEndpoint> logger)
{
    public async Task ReceiveAsync(HttpContext context)
    {
        var format = OtlpFormat.Of(context.Request);
        var signal = SignalOf(context.Request.Path);
        var outcome = OtlpOutcomes.Failed;
        try
        {
            if (signal is not { } known)
                throw RefusalException.NoSuchPath();
            using var ticket = await EnterAsync(context);
            var rejections = await ExportAsync(context.Request, known, format, ticket);
            outcome = ticket.Outcome ?? OtlpOutcomes.Failed;
            var answer = format == OtlpFormat.Json ? ExportAnswer.Json(known, rejections) : ExportAnswer.Protobuf(rejections);
            await HttpAnswer.WriteAsync(context.Response, format, answer);
        }
        catch (RefusalException e)
        {
            outcome = e.Outcome;
            await HttpAnswer.RefuseAsync(context.Response, format, e);
        }
        catch (BadHttpRequestException e)
        {
            // Too slow, or not the length that it announced.
            logger.LogDebug("OTLP request refused: {Reason}", e.Message);
            await HttpAnswer.RefuseAsync(context.Response, format, RefusalException.Malformed("the body did not arrive as announced"));
        }
        catch (Exception e) when (e is OperationCanceledException or ConnectionResetException && context.RequestAborted.IsCancellationRequested)
        {
            // The sender has gone; there is nobody to answer.
            return;
        }
        finally
        {
            if (signal is { } counted)
                metrics.Answered(counted, OtlpMetrics.Http, outcome);
        }
    }

    private static OtlpSignal? SignalOf(PathString path) => path.Value switch
    {
        "/v1/traces" => OtlpSignal.Traces,
        "/v1/logs" => OtlpSignal.Logs,
        "/v1/metrics" => OtlpSignal.Metrics,
        _ => null,
    };

    private Task<IntakeTicket> EnterAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
            throw RefusalException.WrongMethod();
        if (options.OtlpToken?.Admits(context.Request) == false)
            throw RefusalException.Unauthenticated();
        return gate.EnterAsync(context.RequestAborted);
    }

    private async Task<Rejections> ExportAsync(HttpRequest request, OtlpSignal signal, OtlpFormat format, IntakeTicket ticket)
    {
        using var body = await OtlpBody.ReadAsync(request, options.OtlpMaxBytes);
        if (format == OtlpFormat.Protobuf)
            return await intake.ExportAsync(signal, body, ticket, request.HttpContext.RequestAborted);
        if (format != OtlpFormat.Json)
            throw RefusalException.Unsupported("Content-Type must be application/x-protobuf or application/json.");

        using var transcoded = Transcode(signal, body);
        return await intake.ExportAsync(signal, transcoded, ticket, request.HttpContext.RequestAborted);
    }

    private static PooledBytes Transcode(OtlpSignal signal, PooledBytes json)
    {
        try
        {
            // Protobuf is never longer than the JSON that says the same.
            var writer = new ProtoWriter(Math.Max(json.Length / 2, 256));
            JsonTranscoder.Transcode(OtlpSchema.Request(signal), json.Span, writer);
            return PooledBytes.Copy(writer.Written);
        }
        catch (MalformedProtobufException e)
        {
            throw RefusalException.Malformed(e);
        }
    }
}
