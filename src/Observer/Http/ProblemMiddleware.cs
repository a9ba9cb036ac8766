using Mem0Observability.Observer.Inbox.Storage;
using Mem0Observability.Observer.Store;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.WebUtilities;

namespace Mem0Observability.Observer.Http;

/// <summary>The place where failures become answers: every error body is a problem document.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (ProblemException e)
        {
            await WriteAsync(context, e.Status, e.Code, e.Message, e.Position);
        }
        catch (InboxUnavailableException e)
        {
            context.Response.Headers.RetryAfter = "5";
            await WriteAsync(context, StatusCodes.Status503ServiceUnavailable, e.Reason, e.Message);
        }
        catch (StoreUnavailableException e)
        {
            context.Response.Headers.RetryAfter = "5";
            await WriteAsync(context, StatusCodes.Status503ServiceUnavailable, e.Reason, e.Message);
        }
        catch (BadHttpRequestException e)
        {
            await WriteAsync(context, e.StatusCode, "bad_request", e.Message);
        }
        catch (Exception e) when (e is OperationCanceledException or ConnectionResetException && context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; there is nobody to answer.
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
            await WriteAsync(context, context.Response.StatusCode, CodeOf(context.Response.StatusCode), null);
    }

    /// <summary>For what nobody expected; the framework has logged it, and the sender is told no more than that.</summary>
    public static Task AnswerUnexpectedAsync(HttpContext context) =>
        WriteAsync(context, StatusCodes.Status500InternalServerError, "internal_error", "The observer has logged what went wrong.");

    private static Task WriteAsync(HttpContext context, int status, string code, string? detail, int? position = null)
    {
        if (context.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            context.Abort();
            return Task.CompletedTask;
        }

        context.Response.StatusCode = status;
        var problem = new ProblemView(ReasonPhrases.GetReasonPhrase(status), status, code, detail, position);
        return context.WriteAsync(problem, ApiJson.Default.ProblemView, "application/problem+json");
    }

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => "not_found",
        StatusCodes.Status405MethodNotAllowed => "method_not_allowed",
        _ => "error",
    };
}
