using System.Net;
using System.Security.Claims;
using System.Security.Cryptography.X509Certificates;

namespace ReactiveWs;

/// <summary>A client's request to upgrade, as the Authorize hook sees it.</summary>
/// <param name="Path">The path, undecoded, without the query.</param>
/// <param name="Query">The query without the question mark; empty when there is none.</param>
/// <param name="Headers">The headers; names are compared without regard to case.</param>
/// <param name="RemoteEndPoint">The client's address; null when the link has none.</param>
/// <param name="ClientCertificate">The certificate the client proved to own; null when it has none.</param>
public sealed record HandshakeRequest(
    string Path,
    string Query,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Headers,
    IPEndPoint? RemoteEndPoint,
    X509Certificate2? ClientCertificate);

/// <summary>What the Authorize hook decides.</summary>
public sealed record Authorization
{
    Authorization() { }

    /// <summary>The client may connect, as nobody in particular.</summary>
    public static Authorization Accepted { get; } = new() { IsAccepted = true };

    /// <summary>The client may connect, as the given user.</summary>
    /// <param name="user">The user.</param>
    public static Authorization Accept(ClaimsPrincipal user) => new() { IsAccepted = true, User = user };

    /// <summary>The client may not connect.</summary>
    /// <param name="status">The HTTP status to answer with, 400–599. Default 401.</param>
    /// <param name="message">The body to answer with. Default empty.</param>
    /// <exception cref="ArgumentOutOfRangeException">The status is not an error status.</exception>
    public static Authorization Refuse(int status = 401, string message = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        return new() { Status = status, Message = message };
    }

    /// <summary>Whether the client may connect.</summary>
    public bool IsAccepted { get; private init; }

    /// <summary>The user; null when refused, or nobody in particular.</summary>
    public ClaimsPrincipal? User { get; private init; }

    /// <summary>The status of a refusal.</summary>
    public int Status { get; private init; } = 101;

    /// <summary>The body of a refusal.</summary>
    public string Message { get; private init; } = "";
}
