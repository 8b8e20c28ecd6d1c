using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ReactiveWs.Bytes;

/// <summary>A server's side of TLS; made once, used for every connection.</summary>
internal sealed class ServerTls : IDisposable
{
    const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    readonly X509Certificate2 _certificate;
    readonly SslServerAuthenticationOptions _options;

    ServerTls(X509Certificate2 certificate, SslServerAuthenticationOptions options)
    {
        (_certificate, _options) = (certificate, options);
    }

    /// <summary>Loads what the options name; null when they name no certificate, and the server is plain.</summary>
    /// <exception cref="ReactiveWsException">2302002: a file is missing or does not hold what it should. 401: mutual TLS without a certificate.</exception>
    public static ServerTls? Load(WebSocketServerConfig config)
    {
        if (config.ServerCert is not { } files)
        {
            return config.ClientCertRequired
                ? throw new ReactiveWsException(WebSocketErrorCode.InvalidArgument, "ClientCertRequired needs TLS: give a ServerCert as well.")
                : null;
        }
        var (certificate, others) = CertificateFile.LoadWithKey("ServerCert", files.CertPath, files.KeyPath, files.KeyPassword);
        return new(certificate, new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, others, offline: true),
            EnabledSslProtocols = TlsVersions.From(config.MinTlsProtocol),
            ApplicationProtocols = [SslApplicationProtocol.Http11],
            ClientCertificateRequired = config.ClientCertRequired,
            CertificateChainPolicy = config.ClientCertRequired ? ClientPolicy(config.ClientCaPath) : null,
        });
    }

    /// <summary>Does the TLS handshake over a stream, which the result owns. The caller limits the time.</summary>
    /// <exception cref="AuthenticationException">The client does not speak TLS, or has no valid certificate where one is required.</exception>
    /// <exception cref="IOException">The link was lost.</exception>
    public async Task<SslStream> AuthenticateAsync(Stream inner, CancellationToken cancellationToken)
    {
        var tls = new SslStream(inner, leaveInnerStreamOpen: false);
        try
        {
            await tls.AuthenticateAsServerAsync(_options, cancellationToken).ConfigureAwait(false);
            return tls;
        }
        catch
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public void Dispose() => _certificate.Dispose();

    static X509ChainPolicy ClientPolicy(string? caPath)
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        policy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        policy.TrustOnly(caPath, nameof(WebSocketServerConfig.ClientCaPath));
        return policy;
    }
}
