using System.Security.Cryptography;
using Mem0Observability.Provisioning.Credentials;

namespace Mem0Observability.Tests.Unit.Provisioning.Credentials;

public sealed class ScramVerifierTests
{
    /// <summary>The exchange in RFC 7677, section 3.</summary>
    [Fact]
    public void It_gives_the_server_signature_of_the_RFC_s_example()
    {
        string verifier = ScramVerifier.Of("pencil", Convert.FromBase64String("W22ZaJ0SNY7soEsUEjb6gQ=="));

        verifier.Should().StartWith("SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$");
        const string Nonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        string exchange = $"n=user,r=rOprNGfwEbeRWgbNEkqO,r={Nonce},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r={Nonce}";
        byte[] serverKey = Convert.FromBase64String(verifier.Split(':')[^1]);
        Convert.ToBase64String(HMACSHA256.HashData(serverKey, System.Text.Encoding.ASCII.GetBytes(exchange))).Should().Be("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }

    [Fact]
    public void Another_password_or_salt_gives_another() =>
        new[] { ScramVerifier.Of("a", [1]), ScramVerifier.Of("b", [1]), ScramVerifier.Of("a", [2]) }.Should().OnlyHaveUniqueItems();
}
