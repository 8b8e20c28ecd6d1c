using System.Net;

namespace ReactiveWs.Bytes;

/// <summary>Names in lists of hosts.</summary>
internal static class HostPattern
{
    /// <summary>An exact name or address; <c>*.domain</c> for all names below a domain. Without regard to case.</summary>
    public static bool IsMatch(string pattern, string host) =>
        pattern.StartsWith("*.", StringComparison.Ordinal) ? IsBelow(pattern[2..], host) : IsSame(pattern, host);

    /// <summary>An exact name or address, a domain with all names below it (a leading dot or <c>*.</c> excepts itself), or <c>*</c> for all.</summary>
    public static bool IsSuffixMatch(string pattern, string host)
    {
        var domain = pattern.TrimStart('*').TrimStart('.');
        return pattern == "*" || IsBelow(domain, host) || (domain.Length == pattern.Length && IsSame(pattern, host));
    }

    static bool IsBelow(string domain, string host) =>
        domain.Length > 0
        && host.Length > domain.Length
        && host.EndsWith(domain, StringComparison.OrdinalIgnoreCase)
        && host[^(domain.Length + 1)] == '.'
        && !IPAddress.TryParse(host, out _);

    // Addresses have several spellings, above all those of IPv6.
    static bool IsSame(string pattern, string host) =>
        string.Equals(pattern, host, StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(pattern.Trim('[', ']'), out var one) && IPAddress.TryParse(host.Trim('[', ']'), out var other) && one.Equals(other));
}
