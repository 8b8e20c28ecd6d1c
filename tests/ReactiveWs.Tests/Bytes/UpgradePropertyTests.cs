using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ReactiveWs.Bytes;

namespace ReactiveWs.Tests.Bytes;

/// <summary>Rules that hold for every input.</summary>
public sealed class UpgradePropertyTests
{
    const int MaxSize = 600;
    const int MaxHeaders = 12;

    // Pieces that requests and their breakages are made of, so that random sequences get past the first byte.
    static readonly string[] s_pieces =
    [
        "GET ", "POST ", "/", "/a?b", "http://h/", " HTTP/1.1", " HTTP/1.0", "\r\n", "\r\n", "\r\n", "\r\n\r\n", "\n", "\r", " ", "\t", ":", "\0", "\u0080", ",",
        "Host: a", "Host: b:1", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Protocol: x, y", "Origin: null", "Content-Length: 0", "HTTP/1.1 101 Switching Protocols", "HTTP/1.1 200", new string('x', 200),
        "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n", "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
    ];

    static readonly Gen<byte[]> s_input = Gen.OneOf(
        Gen.Elements(s_pieces).ListOf().Select(pieces => Encoding.Latin1.GetBytes(string.Concat(pieces))),
        ArbMap.Default.GeneratorFor<byte[]>());

    static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(2000);

    [Fact]
    public void No_input_makes_a_parser_throw() => Prop.ForAll(s_input.ToArbitrary(), input =>
    {
        _ = Describe(UpgradeRequest.Read(input, MaxSize, MaxHeaders));
        _ = Describe(UpgradeResponse.Read(input, MaxSize, MaxHeaders));
        _ = Chunks.Join(input);
        _ = HostAndPort.TryRead(Encoding.Latin1.GetString(input), out _);
        _ = RequestTarget.Read(Encoding.Latin1.GetString(input));
        _ = AddressCheck.Read(Encoding.Latin1.GetString(input));
    }).Check(s_config);

    [Fact]
    public void No_address_makes_the_check_or_its_result_throw() => Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
    {
        foreach (var address in new[] { text.Get, $"ws://{text.Get}", $"ws://a{text.Get}/", $"wss://a/{text.Get}", $"ws://a:{text.Get}" })
        {
            if (AddressCheck.Read(address).Uri is { } uri)
            {
                var server = new ServerAddress(uri);
                Assert.True(HttpSyntax.IsTarget(Encoding.ASCII.GetBytes(server.Target)), address);
                Assert.True(HostAndPort.TryRead(server.HostHeader, out _), address);
            }
        }
    }).Check(s_config);

    [Fact]
    public void Any_split_of_a_request_into_reads_gives_the_same_result() => Prop.ForAll(s_input.ToArbitrary(), input =>
        SplitsAgree(input, part => Describe(UpgradeRequest.Read(part, MaxSize, MaxHeaders)))).Check(s_config);

    [Fact]
    public void Any_split_of_a_response_into_reads_gives_the_same_result() => Prop.ForAll(s_input.ToArbitrary(), input =>
        SplitsAgree(input, part => Describe(UpgradeResponse.Read(part, MaxSize, MaxHeaders)))).Check(s_config);

    [Fact]
    public void Any_headers_that_are_written_are_read_back()
    {
        var token = Gen.Elements("abcXYZ019!#$%&'*+-.^_`|~".ToCharArray()).NonEmptyListOf().Select(string.Concat);
        var value = Gen.Elements("abc XYZ:,;=\t\"()/".ToCharArray()).ListOf().Select(text => string.Concat(text).Trim(' ', '\t'));
        var header = token.SelectMany(_ => value, KeyValuePair.Create);
        Prop.ForAll(header.ListOf().ToArbitrary(), headers =>
        {
            var output = new ArrayBufferWriter<byte>();
            UpgradeRequest.Write(output, "/", [new("Host", "a"), .. headers]);
            var read = HeadersOf(output.WrittenSpan);

            Assert.All(headers.GroupBy(h => h.Key, StringComparer.OrdinalIgnoreCase), group =>
                Assert.Equal(group.Select(h => h.Value), read[group.Key].Skip(group.Key.Equals("host", StringComparison.OrdinalIgnoreCase) ? 1 : 0)));
            Assert.Equal(headers.Select(h => h.Key).Append("Host").Distinct(StringComparer.OrdinalIgnoreCase).Count(), read.Count);
        }).Check(s_config);
    }

    // A response with the same fields takes any request's headers, without the rules of a handshake.
    static HeaderList HeadersOf(ReadOnlySpan<byte> request)
    {
        var fields = request[(request.IndexOf("\r\n"u8) + 2)..];
        return UpgradeResponse.Read([.. "HTTP/1.1 101 \r\n"u8, .. fields], int.MaxValue, int.MaxValue).Response!.Headers;
    }

    // Whoever reads piece by piece stops at the first result; it must be the one that reading all at once gives.
    static void SplitsAgree(byte[] input, Func<byte[], string> read)
    {
        var whole = read(input);
        var first = Enumerable.Range(0, input.Length + 1).Select(length => read(input[..length])).FirstOrDefault(result => result != "more") ?? "more";
        Assert.Equal(whole, first);
    }

    static string Describe(RequestRead read) =>
        read.Refusal?.ToString() ?? (read.Request is { } r ? $"{r.HeadLength} {r.Target} {r.Key} {r.Origin} {string.Join(',', r.Protocols)} {r.Headers.Count}" : "more");

    static string Describe(ResponseRead read) =>
        read.Malformed ?? (read.Response is { } r ? $"{r.HeadLength} {r.Status} {r.Reason} {string.Join(',', r.Headers.Select(h => h.Key + string.Concat(h.Value)))}" : "more");
}
