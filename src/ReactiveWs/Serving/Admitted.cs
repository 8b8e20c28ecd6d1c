using System.Net;
using System.Security.Claims;
using System.Security.Cryptography.X509Certificates;
using ReactiveWs.Bytes;
using ReactiveWs.Frames;

namespace ReactiveWs.Serving;

/// <summary>A client that was let in: what is known about it, and the bytes to speak over.</summary>
internal sealed record Admitted(
    ByteLink Link,
    UpgradeRequest Request,
    IPEndPoint? RemoteEndPoint,
    string? Protocol,
    DeflateParameters? Compression,
    ClaimsPrincipal? User,
    X509Certificate2? ClientCertificate);
