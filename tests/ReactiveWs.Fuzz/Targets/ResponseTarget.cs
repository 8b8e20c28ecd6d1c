using System.Buffers;
using ReactiveWs.Bytes;
using ReactiveWs.Frames;
using static ReactiveWs.Fuzz.BrokenPropertyException;

namespace ReactiveWs.Fuzz.Targets;

/// <summary>The parser of a client: what a server answers, and whether it belongs to what was asked.</summary>
internal sealed class ResponseTarget() : FuzzTarget("response")
{
    const int MaxSize = 2000;
    const int MaxHeaders = 20;
    const string SampleKey = "dGhlIHNhbXBsZSBub25jZQ==";   // RFC 6455 §1.3, whose answer is in the corpus

    // all but the tab, which fields may contain
    static readonly SearchValues<char> s_controls = SearchValues.Create([.. Enumerable.Range(0, 32).Where(c => c != '\t').Select(c => (char)c)]);

    static readonly ServerAddress s_address = new(new Uri("ws://localhost:8080/chat"));

    static readonly ClientOffer[] s_offers = [.. new WebSocketCompression?[]
        {
            null, new(), new() { ServerNoContextTakeover = true, ServerMaxWindowBits = 10, ClientMaxWindowBits = 9 },
        }.Select(offered => new ClientOffer(s_address, new WebSocketRequestOptions { Protocols = ["chat.v1", "soap"], Compression = offered }) { Key = SampleKey })];

    public override IEnumerable<byte[]> Seeds() => Corpus.Texts(Name);

    public override byte[] Mutate(byte[] input, byte[] other, Random random) => HeadMutation.Of(input, other, random);

    public override Outcome Run(ReadOnlySpan<byte> input)
    {
        var read = UpgradeResponse.Read(input, MaxSize, MaxHeaders);
        CheckPrefixes(input, read);
        var kind = read.Malformed ?? (read.Response is { } response ? Judge(response, input) : "needs more");
        var state = new StateHash();
        state.Add(kind.Split('\'')[0]);
        state.AddSize(input.Length);
        state.Add(read.Response?.Status ?? 0);
        return new Outcome(kind.Split('\'')[0], state.Value);   // what follows quotes the input
    }

    static void CheckPrefixes(ReadOnlySpan<byte> input, ResponseRead whole)
    {
        for (var (length, step) = (0, 1); length < input.Length; length += step, step *= 2)
        {
            var (response, malformed) = UpgradeResponse.Read(input[..length], MaxSize, MaxHeaders);
            if (response is null && malformed is null) continue;
            ThrowUnless(malformed == whole.Malformed, "a verdict does not depend on what follows");
            ThrowUnless(response?.HeadLength == whole.Response?.HeadLength, "where the head ends does not depend on what follows");
        }
    }

    static string Judge(UpgradeResponse response, ReadOnlySpan<byte> input)
    {
        ThrowUnless(response.HeadLength is > 0 and <= MaxSize, "a head is no larger than the limit");
        ThrowUnless(response.Headers.Count <= MaxHeaders, "headers are no more than the limit");
        return response.Status == 101 ? Check(response) : Refuse(response, input[response.HeadLength..]);
    }

    static string Check(UpgradeResponse response)
    {
        var kind = "";
        foreach (var offer in s_offers)
        {
            var problem = OpeningCheck.Problem(response, offer, out var agreed);
            ThrowUnless(problem is null || OneLine(OpeningFailure.Malformed(s_address, problem).Message), "a message is one line");
            ThrowUnless(problem is not null || agreed.Compression is null || offer.Compression is not null, "what was not offered is not agreed");
            ThrowUnless(problem is not null || agreed.Protocol is null || offer.Protocols.Contains(agreed.Protocol), "a subprotocol is one that was offered");
            kind = problem ?? "opened";
        }
        return kind;
    }

    static string Refuse(UpgradeResponse response, ReadOnlySpan<byte> body)
    {
        var error = OpeningFailure.Refused(s_address, response, RefusalBody.Text(body));
        ThrowUnless(error.HttpStatus == response.Status, "a refusal carries its status");
        ThrowUnless(OneLine(error.Message), "a message is one line");
        ThrowUnless(Chunks.Join(body).Body.Length <= body.Length, "chunks join to no more than they were");
        return "refused";
    }

    // whoever writes messages to a log must not be able to forge its lines
    static bool OneLine(string message) => !message.AsSpan().ContainsAny(s_controls);
}
