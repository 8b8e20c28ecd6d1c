using ReactiveWs.Analyzers.Contracts;
using ReactiveWs.CodeFixes;

namespace ReactiveWs.Analyzers.Tests.Contracts;

public class ContractAnalyzerTests
{
    [Theory]
    [InlineData("[WsMessage] public record {|RWS0001:Tick|}(string Symbol);")]
    [InlineData("[WsMessage] class {|RWS0001:Tick|} { public int A { get; set; } }")]
    [InlineData("public class {|RWS0001:Outer|} { [WsMessage] public partial record Tick(string Symbol); }")]
    [InlineData("[WsProtocol] public static class {|RWS0001:Chat|} { [FromClient] public partial record Say(string Text); }")]
    [InlineData("[WsProtocol] public static partial class Chat { [FromClient] public record {|RWS0001:Say|}(string Text); }")]
    public Task What_is_not_partial_triggers(string source) => Rule<ContractAnalyzer>.CheckAsync(Quiet(source));

    [Theory]
    [InlineData("[WsProtocol] public static partial class Chat { [FromClient(\"say\")] public partial record {|RWS0002:A|}(string T); [FromClient(\"say\")] public partial record {|RWS0002:B|}(string T); }")]
    [InlineData("[WsProtocol] public static partial class Chat { [FromEither(\"say\")] public partial record {|RWS0002:A|}(string T); [FromServer(\"say\")] public partial record {|RWS0002:B|}(string T); }")]
    [InlineData("[WsProtocol] public static partial class Chat { [FromClient] public partial record {|RWS0002:Say|}(string T); [FromClient(\"say\")] public partial record {|RWS0002:B|}(string T); }")]
    [InlineData("[WsProtocol] public static partial class Chat { [FromClient(Binary = true)] public partial record {|RWS0002:A|}(ReadOnlyMemory<byte> D); [FromClient(Binary = true)] public partial record {|RWS0002:B|}(ReadOnlyMemory<byte> D); }")]
    [InlineData("public record {|RWS0002:Shared|}(string T); [WsProtocol, Message<Shared>(From.Client, \"say\")] public static partial class Chat { [FromClient(\"say\")] public partial record {|RWS0002:A|}(string T); }")]
    public Task A_discriminator_that_is_used_twice_triggers(string source) => Rule<ContractAnalyzer>.CheckAsync(Quiet(source));

    [Theory]
    [InlineData("[WsMessage] public partial record Tick(object {|RWS0003:Any|});")]
    [InlineData("[WsMessage] public partial record Tick { public nint {|RWS0003:Any|} { get; set; } }")]
    [InlineData("[WsMessage] public partial record Tick { public System.Net.IPAddress? {|RWS0003:Any|} { get; set; } }")]
    [InlineData("[WsMessage] public partial record Tick(Action<int> {|RWS0003:Call|}, string Fine);")]
    public Task A_member_without_a_wire_form_triggers(string source) => Rule<ContractAnalyzer>.CheckAsync(Quiet(source));

    [Theory]
    [InlineData("[WsMessage] public partial record Tick { [JsonPropertyName(\"a\")] public int A { get; set; } [JsonPropertyName(\"a\")] public int {|RWS0004:B|} { get; set; } }")]
    [InlineData("[WsMessage] public partial record Tick(int A, [property: JsonPropertyName(\"a\")] int {|RWS0004:B|});")]
    [InlineData("[WsProtocol] public static partial class Chat { [FromClient] public partial record Say(string {|RWS0004:Type|}); }")]
    [InlineData("[WsProtocol(Discriminator = \"e\")] public static partial class Chat { [FromClient] public partial record Say { public int {|RWS0004:E|} { get; set; } } }")]
    public Task A_name_that_is_used_twice_triggers(string source) => Rule<ContractAnalyzer>.CheckAsync(Quiet(source));

    [Theory]
    [InlineData("[WsMessage] public partial record {|RWS0005:Tick|}<T>(T Value);")]
    [InlineData("public partial class Outer { [WsMessage] private partial record {|RWS0005:Tick|}(int A); }")]
    [InlineData("[WsMessage] public abstract partial record {|RWS0005:Tick|}(int A);")]
    [InlineData("[WsMessage] file partial record {|RWS0005:Tick|}(int A);")]
    [InlineData("[WsMessage] public ref partial struct {|RWS0005:Tick|} { public int A { get; set; } }")]
    [InlineData("[WsMessage] public static partial class {|RWS0005:Tick|} { }")]
    [InlineData("[WsMessage] public partial class {|RWS0005:Tick|} { [JsonConstructor] public Tick(int a) { } [JsonConstructor] public Tick(string b) { } public int A { get; } }")]
    [InlineData("[WsMessage] public record {|RWS0005:Tick|}<T>(T Value);")]
    [InlineData("[WsProtocol] public partial record {|RWS0005:Chat|};")]
    [InlineData("[WsMessage] public partial class {|RWS0005:Tick|} { public Tick(int a) { } public Tick(string b) { } public int A { get; } }")]
    [InlineData("[WsProtocol] public partial class {|RWS0005:Chat|}<T> { }")]
    public Task A_shape_that_is_not_supported_triggers(string source) => Rule<ContractAnalyzer>.CheckAsync(Quiet(source));

    [Theory]
    [InlineData("[WsProtocol] public static partial class Chat { [FromServer] public partial record {|RWS0009:Unknown|}(string T); }")]
    [InlineData("[WsProtocol] public static partial class Chat { [FromServer] public partial record Box(string T); [FromServer(Stream = \"Boxes\")] public partial record {|RWS0009:Cup|}(string T); }")]
    [InlineData("[WsProtocol] public static partial class Chat { [FromServer] public partial record Said(string T); public static string {|RWS0009:Fingerprint|} => \"\"; }")]
    [InlineData("[WsProtocol] public static partial class Chat { [FromServer(Stream = \"not a name\")] public partial record {|RWS0009:Said|}(string T); }")]
    public Task A_generated_name_that_collides_triggers(string source) => Rule<ContractAnalyzer>.CheckAsync(Quiet(source));

    [Theory]
    [InlineData("[WsMessage] public partial record Tick(string Symbol, decimal Price, DateTimeOffset At);")]
    [InlineData("public record Plain(object Any); public class NotOurs { public record Inner(int A); }")]
    [InlineData("[WsProtocol(\"chat.v1\")] public static partial class Chat { [FromClient(\"say\")] public partial record Say(string Text); [FromServer(\"say\")] public partial record Said(string Text); public partial class Peer { public string User { get; set; } = \"\"; } }")]
    [InlineData("[WsProtocol] public static partial class A { [FromClient(\"say\")] public partial record Say(string T); } [WsProtocol] public static partial class B { [FromClient(\"say\")] public partial record Say(string T); }")]
    [InlineData("[WsProtocol] public static partial class Chat { [FromClient(\"say\")] public partial record A(string T); [FromClient(\"SAY\")] public partial record B(string T); }")]
    [InlineData("[WsMessage] public partial record Tick { [JsonIgnore] public object? Any { get; set; } public int A { get; set; } }")]
    [InlineData("[WsMessage] public partial record Tick(int A) { public object Computed => A; }")]
    [InlineData("[WsMessage] public partial record Tick { [JsonPropertyName(\"a\")] public int A { get; set; } [JsonIgnore, JsonPropertyName(\"a\")] public int B { get; set; } }")]
    [InlineData("public abstract record Wrapped<T>(T Value); [WsMessage] public partial record Ints(int Value) : Wrapped<int>(Value);")]
    [InlineData("[WsProtocol] public static partial class Chat { [FromClient(\"history\", Reply = typeof(History))] public partial record GetHistory(int Take = 50); [FromServer(\"history\")] public partial record History(string[] Items); }")]
    [InlineData("[WsProtocol] public static partial class Chat { [FromServer(Stream = \"UnknownMessages\")] public partial record Unknown(string T); [FromEither(Literal = \"bye\", Closes = true)] public partial record Bye; }")]
    [InlineData("[WsMessage] public partial record Tree(string Name, List<Tree> Children);")]
    [InlineData("[WsMessage] public partial record Inner(int A); [WsMessage] public partial record Outer(Inner One, Inner[] More, Dictionary<string, Inner> Named);")]
    [InlineData("public record Plain(int A); [WsMessage] public partial record Outer(Plain One, List<Plain>? More);")]
    [InlineData("[JsonSerializable(typeof(object))] public abstract class Context : JsonSerializerContext { protected Context() : base(null) { } public static JsonSerializerContext Default => null!; } [WsMessage(JsonContext = typeof(Context))] public partial record Tick(object Any);")]
    [InlineData("public partial class Outer<T> { public class Inner { } } [WsMessage] public partial record Tick(int A);")]
    [InlineData("[WsMessage] public partial class Tick { [JsonConstructor] public Tick(int a) { A = a; } public Tick(string b) { } public int A { get; } }")]
    [InlineData("[WsMessage] internal partial record Tick(int A); internal partial class Outer { [WsMessage] internal partial record Tock(int A); }")]
    [InlineData("[WsProtocol] internal static partial class Chat { [FromClient] internal partial record Say(string T); [FromServer] internal partial record Said(string T); }")]
    [InlineData("[WsProtocol] public static partial class Chat { [FromClient(\"a\")] public partial record A(string T); [FromClient(Literal = \"a\")] public partial record B; [FromClient(Binary = true)] public partial record C(byte[] D); }")]
    public Task A_contract_that_is_generated_stays_silent(string source) => Rule<ContractAnalyzer>.CheckAsync(Quiet(source));

    [Fact]
    public Task A_flaw_that_two_protocols_share_is_reported_once() => Rule<ContractAnalyzer>.CheckAsync(Quiet("""
        public record Shared(object {|RWS0003:Any|});
        [WsProtocol, Message<Shared>(From.Client)] public static partial class A;
        [WsProtocol, Message<Shared>(From.Client)] public static partial class B;
        """));

    [Theory]
    [InlineData("[WsMessage] public record Tick(string S);", "[WsMessage] public partial record Tick(string S);")]
    [InlineData("[WsMessage] record Tick(string S);", "[WsMessage] partial record Tick(string S);")]
    [InlineData("[WsMessage] readonly record struct Tick(int S);", "[WsMessage] readonly partial record struct Tick(int S);")]
    [InlineData("/// <summary>x</summary>\nclass Outer { [WsMessage] internal record Tick(string S); }", "/// <summary>x</summary>\npartial class Outer { [WsMessage] internal partial record Tick(string S); }")]
    [InlineData(
        "[WsProtocol] public static class Chat { [FromClient] public record Say(string T); [FromServer] public record Said(string T); }",
        "[WsProtocol] public static partial class Chat { [FromClient] public partial record Say(string T); [FromServer] public partial record Said(string T); }")]
    public Task The_fix_makes_it_partial(string before, string after) => Fix<ContractAnalyzer, NotPartialFix>.CheckAsync(Quiet(before), Quiet(after));

    [Theory]
    [InlineData("[WsMessage] public partial record Tick(int A, [property: JsonPropertyName(\"a\")] int B);", "[WsMessage] public partial record Tick(int A, [property: JsonPropertyName(\"a2\")] int B);")]
    [InlineData(
        "[WsProtocol] public static partial class Chat { [FromClient] public partial record Say(string Type); }",
        "[WsProtocol] public static partial class Chat { [FromClient] public partial record Say([property: JsonPropertyName(\"type2\")] string Type); }")]
    [InlineData(
        "[WsProtocol] public static partial class Chat { [FromClient] public partial record Say { public string Type { get; set; } = \"\"; } }",
        "[WsProtocol] public static partial class Chat { [FromClient] public partial record Say { [JsonPropertyName(\"type2\")] public string Type { get; set; } = \"\"; } }")]
    public Task The_fix_renames_on_the_wire(string before, string after) => Fix<ContractAnalyzer, NameTwiceFix>.CheckAsync(Quiet(before), Quiet(after));

    [Fact]
    public Task The_fix_names_the_stream() => Fix<ContractAnalyzer, GeneratedNameCollidesFix>.CheckAsync(
        Quiet("[WsProtocol] public static partial class Chat { [FromServer] public partial record Unknown(string T); [FromServer(\"m\")] public partial record Malformed(string T); }"),
        Quiet("[WsProtocol] public static partial class Chat { [FromServer(Stream = \"UnknownMessages\")] public partial record Unknown(string T); [FromServer(\"m\", Stream = \"MalformedMessages\")] public partial record Malformed(string T); }"));

    [Fact]
    public Task A_container_that_collides_has_no_fix() => Fix<ContractAnalyzer, GeneratedNameCollidesFix>.CheckNotOfferedAsync(
        Quiet("[WsProtocol] public static partial class Chat { [FromServer] public partial record Said(string T); public static string Fingerprint => \"\"; }"));

    [Fact]
    public Task The_fix_adds_to_the_context() => Fix<ContractAnalyzer, NoWireFormFix>.CheckAsync(
        Quiet("""
        [JsonSerializable(typeof(int))]
        public abstract class Context : JsonSerializerContext { protected Context() : base(null) { } public static JsonSerializerContext Default => null!; }
        [WsMessage(JsonContext = typeof(Context))] public partial record Tick(object Any, System.Net.IPAddress From);
        """),
        Quiet("""
        [JsonSerializable(typeof(System.Net.IPAddress))]
        [JsonSerializable(typeof(object))]
        [JsonSerializable(typeof(int))]
        public abstract class Context : JsonSerializerContext { protected Context() : base(null) { } public static JsonSerializerContext Default => null!; }
        [WsMessage(JsonContext = typeof(Context))] public partial record Tick(object Any, System.Net.IPAddress From);
        """));

    [Fact]
    public Task The_fix_adds_to_a_context_in_another_file() => Fix<ContractAnalyzer, NoWireFormFix>.CheckAcrossAsync(
    [
        (Quiet("[WsMessage(JsonContext = typeof(Context))] public partial record Tick(object Any, System.Net.IPAddress From);"),
            Quiet("[WsMessage(JsonContext = typeof(Context))] public partial record Tick(object Any, System.Net.IPAddress From);")),
        (Quiet("public abstract class Context : JsonSerializerContext { protected Context() : base(null) { } public static JsonSerializerContext Default => null!; }"),
            Quiet("""
            [JsonSerializable(typeof(System.Net.IPAddress))]
            [JsonSerializable(typeof(object))]
            public abstract class Context : JsonSerializerContext { protected Context() : base(null) { } public static JsonSerializerContext Default => null!; }
            """)),
    ]);

    [Fact]
    public Task Without_a_context_no_fix_is_offered() =>
        Fix<ContractAnalyzer, NoWireFormFix>.CheckNotOfferedAsync(Quiet("[WsMessage] public partial record Tick(object Any);"));

    private static string Quiet(string source) => "using System.Text.Json.Serialization;\n" + source;
}
