using System.Net.Http.Headers;
using System.Text;

namespace Mem0Observability.Signals.Logs;

/// <summary>What a store lets its caller in by. No record, because those print their values.</summary>
internal sealed class StoreCredential
{
    private StoreCredential(string scheme, string parameter) => Header = new AuthenticationHeaderValue(scheme, parameter);

    public AuthenticationHeaderValue Header { get; }

    public static StoreCredential Basic(string user, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    /// <param name="encoded">As <c>POST /_security/api_key</c> returns it in <c>encoded</c>.</param>
    public static StoreCredential ApiKey(string encoded) => new("ApiKey", encoded);

    public override string ToString() => $"{Header.Scheme} credential";
}
