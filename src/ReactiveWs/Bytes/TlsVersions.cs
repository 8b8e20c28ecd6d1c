using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ReactiveWs.Bytes;

/// <summary>What both sides of TLS have in common.</summary>
internal static class TlsVersions
{
    /// <summary>The versions from the oldest accepted on.</summary>
    public static SslProtocols From(SslProtocols oldest) => oldest == SslProtocols.Tls13 ? SslProtocols.Tls13 : SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>Trusts the authorities of a file instead of the system's; the system's when there is none.</summary>
    /// <exception cref="ReactiveWsException">2302002: the file is missing, or has no certificate.</exception>
    public static void TrustOnly(this X509ChainPolicy policy, string? caPath, string option)
    {
        if (caPath is null)
        {
            return;
        }
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        foreach (var authority in CertificateFile.LoadAuthorities(option, caPath))
        {
            // An intermediate in the file helps to build the chain; only a root of it ends one.
            (authority.SubjectName.RawData.AsSpan().SequenceEqual(authority.IssuerName.RawData) ? policy.CustomTrustStore : policy.ExtraStore).Add(authority);
        }
    }
}
