namespace ReactiveWs;

/// <summary>The certificate with which a client proves its identity (module: <c>clientCert</c>, API 11).</summary>
/// <param name="CertPath">A PEM file with the certificate, or a PKCS #12 file with both.</param>
/// <param name="KeyPath">A PEM file with the private key; null when <paramref name="CertPath"/> holds it.</param>
/// <param name="KeyPassword">The key's password; null when it has none. Never logged.</param>
public sealed record ClientCert(string CertPath, string? KeyPath = null, string? KeyPassword = null)
{
    /// <summary>The paths; never the password.</summary>
    public override string ToString() => $"ClientCert {{ CertPath = {CertPath}, KeyPath = {KeyPath} }}";
}

/// <summary>The certificate with which a server proves its identity (module: <c>serverCert</c>, API 19).</summary>
/// <param name="CertPath">A PEM file with the certificate, or a PKCS #12 file with both.</param>
/// <param name="KeyPath">A PEM file with the private key; null when <paramref name="CertPath"/> holds it.</param>
/// <param name="KeyPassword">The key's password; null when it has none. Never logged.</param>
public sealed record ServerCert(string CertPath, string? KeyPath = null, string? KeyPassword = null)
{
    /// <summary>The paths; never the password.</summary>
    public override string ToString() => $"ServerCert {{ CertPath = {CertPath}, KeyPath = {KeyPath} }}";
}
