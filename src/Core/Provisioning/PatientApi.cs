using System.Net;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Provisioning;

/// <summary>An API of something that may still be starting: what fails for now is sent again, until a limit for each request.</summary>
/// <remarks>Only for requests that may arrive twice; all of provisioning's may.</remarks>
internal sealed class PatientApi(ApiClient client, TimeSpan patience, TimeProvider time)
{
    public static readonly ApiErrorIds Errors = new("ProvisioningUnreachable", "ProvisioningTimeout", "ProvisioningRejected");

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan s_requestLimit = TimeSpan.FromSeconds(30);

    public ApiClient Client => client;

    public Task<ApiAnswer> GetAsync(string path, CancellationToken cancellationToken) =>
        RepeatAsync(() => client.GetAsync(path, s_requestLimit, cancellationToken), IsPassing, cancellationToken);

    public Task<ApiAnswer> SendJsonAsync(HttpMethod method, string path, string json, CancellationToken cancellationToken) =>
        RepeatAsync(() => client.SendJsonAsync(method, path, json, s_requestLimit, cancellationToken), IsPassing, cancellationToken);

    /// <param name="content">Makes the body anew for each attempt.</param>
    public Task<ApiAnswer> PostAsync(string path, Func<HttpContent> content, CancellationToken cancellationToken) => RepeatAsync(
        async () =>
        {
            using HttpContent body = content();
            return await client.SendAsync(HttpMethod.Post, path, body, s_requestLimit, cancellationToken);
        },
        IsPassing,
        cancellationToken);

    /// <summary>Asks until the answer is the awaited one, or the patience is over: then the last answer, or the last reason for none.</summary>
    public Task<ApiAnswer> AwaitAsync(string path, Func<ApiAnswer, bool> isAwaited, CancellationToken cancellationToken) =>
        RepeatAsync(() => client.GetAsync(path, s_requestLimit, cancellationToken), answer => !isAwaited(answer), cancellationToken);

    /// <summary>Overloaded, without a master, behind a proxy whose server is starting, or (408) not yet in the state that was asked for.</summary>
    private static bool IsPassing(ApiAnswer answer) => answer.Status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests
        or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout or HttpStatusCode.RequestTimeout;

    private async Task<ApiAnswer> RepeatAsync(Func<Task<ApiAnswer>> send, Func<ApiAnswer, bool> again, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        while (true)
        {
            try
            {
                ApiAnswer answer = await send();
                if (!again(answer) || time.GetElapsedTime(start) >= patience)
                    return answer;
            }
            catch (StackException e) when (IsPassing(e) && time.GetElapsedTime(start) < patience)
            {
                // Nobody listens yet, or the connection broke.
            }

            await Task.Delay(s_pause, time, cancellationToken);
        }
    }

    private static bool IsPassing(StackException e) => e.Category is StackErrorCategory.ResourceUnavailable or StackErrorCategory.OperationTimeout;
}
