using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ReactiveWs.Bytes;

/// <summary>A client's side of TLS, as the options want it.</summary>
internal sealed class ClientTls : IDisposable
{
    const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    readonly X509Certificate2? _certificate;

    ClientTls(SslClientAuthenticationOptions options, X509Certificate2? certificate)
    {
        (Options, _certificate) = (options, certificate);
    }

    /// <summary>What <see cref="SslStream"/> and the HTTP handler take; the former wants a target host besides.</summary>
    public SslClientAuthenticationOptions Options { get; }

    /// <summary>Loads what the options name.</summary>
    /// <exception cref="ReactiveWsException">2302002: a file is missing or does not hold what it should.</exception>
    public static ClientTls Load(WebSocketRequestOptions options)
    {
        var tls = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = TlsVersions.From(options.MinTlsProtocol),
            ApplicationProtocols = [SslApplicationProtocol.Http11],
            CertificateChainPolicy = ServerPolicy(options.CaPath),
        };
        if (options.SkipServerCertVerification)
        {
#pragma warning disable CA5359 // The option's name says it, and its documentation what it costs.
            tls.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        return new(tls, Identify(tls, options.ClientCert));
    }

    public void Dispose() => _certificate?.Dispose();

    // Host names are checked in any case, by SslStream; a custom root only replaces the trusted authorities.
    static X509ChainPolicy ServerPolicy(string? caPath)
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        policy.TrustOnly(caPath, nameof(WebSocketRequestOptions.CaPath));
        return policy;
    }

    static X509Certificate2? Identify(SslClientAuthenticationOptions tls, ClientCert? files)
    {
        if (files is null)
        {
            return null;
        }
        var (certificate, others) = CertificateFile.LoadWithKey("ClientCert", files.CertPath, files.KeyPath, files.KeyPassword);
        tls.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, others, offline: true);
        return certificate;
    }
}
