namespace Mem0Observability.Model;

/// <summary>Whether a new secret is in use.</summary>
public enum CredentialOutcome
{
    /// <summary>The new one is accepted, the old one is not.</summary>
    Rotated,

    /// <summary>The old one is still in use: the other side is not ours to change. The reason says what to do, and then to run this again.</summary>
    Pending,
}
