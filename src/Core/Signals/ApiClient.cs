using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Mem0Observability.Model;

namespace Mem0Observability.Signals;

/// <summary>One HTTP API of the stack: sends a request, and turns every way of getting no answer into one error.</summary>
/// <param name="component">The component's name for messages, for example <c>Prometheus</c>.</param>
/// <param name="service">The compose service behind it, which the advice names.</param>
/// <param name="authorization">Goes with every request; null where the API asks for none.</param>
/// <param name="header">A further header of every request, which the API insists on.</param>
internal sealed class ApiClient(
    HttpClient http,
    Uri address,
    string component,
    string service,
    ApiErrorIds errors,
    AuthenticationHeaderValue? authorization = null,
    (string Name, string Value)? header = null)
{
    /// <summary>All but queries answer from memory in milliseconds; what takes longer hangs.</summary>
    private static readonly TimeSpan s_defaultLimit = TimeSpan.FromSeconds(10);

    /// <summary>Always ends in a slash, so that a path prefix (a reverse proxy) survives.</summary>
    public Uri Address { get; } = address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");

    public Task<ApiAnswer> GetAsync(string path, CancellationToken cancellationToken) => GetAsync(path, s_defaultLimit, cancellationToken);

    public Task<ApiAnswer> GetAsync(string path, TimeSpan limit, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, null, limit, cancellationToken);

    public Task<ApiAnswer> DeleteAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, path, null, s_defaultLimit, cancellationToken);

    public Task<ApiAnswer> SendJsonAsync(HttpMethod method, string path, string json, CancellationToken cancellationToken) =>
        SendJsonAsync(method, path, json, s_defaultLimit, cancellationToken);

    public async Task<ApiAnswer> SendJsonAsync(HttpMethod method, string path, string json, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return await SendAsync(method, path, content, limit, cancellationToken);
    }

    /// <summary>A form in the body, because a query may be longer than an address may be.</summary>
    public async Task<ApiAnswer> PostFormAsync(
        string path,
        IEnumerable<KeyValuePair<string, string>> form,
        TimeSpan limit,
        CancellationToken cancellationToken)
    {
        using var content = new FormUrlEncodedContent(form);
        return await SendAsync(HttpMethod.Post, path, content, limit, cancellationToken);
    }

    /// <summary>Reads an answer; one that has another form than this API's is the error "rejected", not a crash.</summary>
    public T Read<T>(ApiAnswer answer, string doing, Func<JsonElement, T> read)
    {
        if (!answer.IsSuccess || answer.Json is not { } json)
            throw Rejected(doing, answer);

        try
        {
            return read(json);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw Rejected(doing, answer, e);
        }
    }

    public StackException Rejected(string doing, ApiAnswer answer, Exception? inner = null) => new(
        errors.Rejected,
        StackErrorCategory.InvalidResult,
        $"{component} at {Address} gave no usable answer for {doing}; it answered {answer.Excerpt}",
        service,
        inner);

    public async Task<ApiAnswer> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? content,
        TimeSpan limit,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, path)) { Content = content };
        request.Headers.Authorization = authorization;
        if (header is { } further)
            request.Headers.Add(further.Name, further.Value);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        linked.CancelAfter(limit);
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, linked.Token);
            // Bytes, because a charset that the server made up would throw on reading text.
            string text = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(linked.Token));
            return ApiAnswer.Of(response.StatusCode, text);
        }
        catch (HttpRequestException e)
        {
            // "Connection refused" is in the inner exception; the outer repeats the address.
            throw Unreachable((e.InnerException ?? e).Message.TrimEnd('.'), e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StackException(
                errors.Timeout,
                StackErrorCategory.OperationTimeout,
                $"{component} at {Address} did not answer within {limit.TotalSeconds:0} s. Is it overloaded or stuck? See: Get-Mem0Monitoring {service}",
                service,
                e);
        }
    }

    public StackException Unreachable(string reason, Exception? inner = null) => new(
        errors.Unreachable,
        StackErrorCategory.ResourceUnavailable,
        $"{component} at {Address} cannot be reached: {reason}. Is it running? See: Get-Mem0Monitoring {service}",
        service,
        inner);
}
