namespace Mem0Observability.Model;

/// <summary>What became of one credential of the stack. It never holds the secret.</summary>
/// <param name="Name">As <c>-Name</c> takes it, for example <c>mem0_reader</c>.</param>
/// <param name="Outcome">Whether the new secret is in use.</param>
/// <param name="Reason">What was seen of it, and what is left to do.</param>
/// <param name="Restarted">The services that were replaced because they hold it.</param>
/// <param name="SecretFile">Where the secret is.</param>
/// <param name="Duration">From the first question to the last.</param>
public sealed record CredentialResult(
    string Name,
    CredentialOutcome Outcome,
    string Reason,
    IReadOnlyList<string> Restarted,
    string SecretFile,
    TimeSpan Duration);
