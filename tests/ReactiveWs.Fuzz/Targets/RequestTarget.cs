using System.Buffers;
using ReactiveWs.Bytes;
using ReactiveWs.Frames;
using ReactiveWs.Serving;
using static ReactiveWs.Fuzz.BrokenPropertyException;

namespace ReactiveWs.Fuzz.Targets;

/// <summary>The parser of a server: what a client's first bytes are, and the answer to them.</summary>
internal sealed class RequestTarget() : FuzzTarget("request")
{
    const int MaxSize = 2000;
    const int MaxHeaders = 20;

    static readonly WebSocketServerConfig[] s_configs =
        [new(), new() { AllowedOrigins = ["https://example.com", "null"] }, new() { AllowedOrigins = [OriginPolicy.Any] }];

    static readonly WebSocketCompression[] s_wanted =
        [new(), new() { ServerMaxWindowBits = 9, ClientMaxWindowBits = 10, ServerNoContextTakeover = true, ClientNoContextTakeover = true }];

    static readonly string[] s_own = ["chat.v1", "soap"];

    readonly ArrayBufferWriter<byte> _answer = new(1024);

    public override IEnumerable<byte[]> Seeds() => Corpus.Texts(Name);

    public override byte[] Mutate(byte[] input, byte[] other, Random random) => HeadMutation.Of(input, other, random);

    public override Outcome Run(ReadOnlySpan<byte> input)
    {
        var read = UpgradeRequest.Read(input, MaxSize, MaxHeaders);
        CheckPrefixes(input, read);
        _answer.ResetWrittenCount();
        var state = new StateHash();
        state.Add(read.Refusal?.Reason ?? "");
        state.AddSize(input.Length);
        if (read.Request is { } request) state.Add(Answer(request));
        else if (read.Refusal is { } refusal) Refuse(refusal);
        return new Outcome(read.Refusal?.Reason ?? (read.Request is null ? "needs more" : "accepted"), state.Value);
    }

    /// <summary>The verdict comes with the byte that decides it, and no later byte changes it.</summary>
    static void CheckPrefixes(ReadOnlySpan<byte> input, RequestRead whole)
    {
        for (var (length, step) = (0, 1); length < input.Length; length += step, step *= 2)
        {
            var (request, refusal) = UpgradeRequest.Read(input[..length], MaxSize, MaxHeaders);
            if (request is null && refusal is null) continue;
            ThrowUnless(refusal?.Reason == whole.Refusal?.Reason, "a verdict does not depend on what follows");
            ThrowUnless(request?.HeadLength == whole.Request?.HeadLength, "where the head ends does not depend on what follows");
        }
    }

    string Answer(UpgradeRequest request)
    {
        ThrowUnless(request.HeadLength is > 0 and <= MaxSize, "a head is no larger than the limit");
        ThrowUnless(request.Headers.Count <= MaxHeaders && request.Headers.All(header => header.Value.Count > 0), "headers are no more than the limit");
        var origins = Origins(request);
        var protocol = SubprotocolChoice.Select(s_own, request.Protocols);
        var extensions = s_wanted.Select(wanted => DeflateOffer.Accept(request.Extensions, wanted)?.ResponseHeader).ToArray();
        UpgradeResponse.Write101(_answer, UpgradeKey.Accept(request.Key), protocol, extensions[0]);
        var read = UpgradeResponse.Read(_answer.WrittenSpan, 4096, 10).Response;
        ThrowUnless(read is { Status: 101 } && read.HeadLength == _answer.WrittenCount, "an answer is a whole head");
        return $"{origins} {protocol} {extensions[0]} {extensions[1]} {request.Host.Port is null} {request.Target[0] == '/'} {request.Query.Length == 0}";
    }

    string Origins(UpgradeRequest request)
    {
        var verdict = "";
        foreach (var config in s_configs)
        {
            var refusal = OriginCheck.Check(request, config, isTls: false).Refusal;
            if (refusal is not null) Refuse(refusal);
            _answer.ResetWrittenCount();
            verdict += refusal is null ? '+' : '-';
        }
        return verdict;
    }

    /// <summary>Whatever was asked, the refusal is one well-formed answer: nothing of the request gets out of its place.</summary>
    void Refuse(Refusal refusal)
    {
        UpgradeResponse.WriteRefusal(_answer, refusal);
        var (response, malformed) = UpgradeResponse.Read(_answer.WrittenSpan, 4096, 10);
        ThrowUnless(malformed is null && response?.Status == refusal.Status, "a refusal is well-formed");
        ThrowUnless(response!.Headers.Only("Content-Length"u8) == $"{_answer.WrittenCount - response.HeadLength}", "a refusal is as long as it says");
        ThrowUnless(response.Headers.Count == 4 + refusal.Headers.Count, "a refusal has the headers that it was given");
    }
}
