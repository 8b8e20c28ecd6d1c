using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ReactiveWs.Bytes;

/// <summary>The <c>Sec-WebSocket-Key</c> and the <c>Sec-WebSocket-Accept</c> that proves it was read (RFC 6455 §4.1, §4.2.2).</summary>
internal static class UpgradeKey
{
    const int Size = 16;
    const int Length = 24;
    const string Suffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>A new key: 16 unpredictable bytes, base64.</summary>
    public static string Create()
    {
        Span<byte> nonce = stackalloc byte[Size];
        RandomNumberGenerator.Fill(nonce);
        return Convert.ToBase64String(nonce);
    }

    /// <summary>§4.2.1, 5: a key is base64 of 16 bytes.</summary>
    public static bool IsValid(ReadOnlySpan<byte> key)
    {
        Span<byte> nonce = stackalloc byte[Size + 2];
        return key.Length == Length
            && Base64.DecodeFromUtf8(key, nonce, out _, out var written) == System.Buffers.OperationStatus.Done
            && written == Size;
    }

    /// <summary>The answer to a key.</summary>
    public static string Accept(string key)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // §4.2.2 names SHA-1; it proves that the server understood, and protects nothing
        SHA1.HashData(Encoding.ASCII.GetBytes(key + Suffix), hash);
#pragma warning restore CA5350
        return Convert.ToBase64String(hash);
    }
}
