using FsCheck;
using FsCheck.Fluent;

namespace ReactiveWs.Tests.Frames;

/// <summary>Arbitrary inputs for properties.</summary>
internal static class Inputs
{
    public static Arbitrary<byte[]> Bytes { get; } = ArbMap.Default.ArbFor<byte[]>();

    /// <summary>Lengths around every step of the wire format.</summary>
    public static Gen<long> Length { get; } = Gen.Frequency(
        (4, Gen.Elements(0L, 1L, 125L, 126L, 127L, 65_535L, 65_536L, 65_537L, int.MaxValue, long.MaxValue)),
        (1, Gen.Choose(0, 70_000).Select(length => (long)length)));

    public static Gen<uint?> Mask { get; } = Gen.OneOf(Gen.Constant<uint?>(null), ArbMap.Default.GeneratorFor<uint>().Select(key => (uint?)key));

    /// <summary>What comes near a <c>Sec-WebSocket-Extensions</c> header, and what does not.</summary>
    public static Arbitrary<string> ExtensionHeader { get; } = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
        Gen.Elements(
            "permessage-deflate", "server_no_context_takeover", "client_no_context_takeover", "server_max_window_bits", "client_max_window_bits",
            "8", "15", "16", "\"", "\\", ";", ";", "; ", "=", "=", ",", " ", "foo").ListOf().Select(string.Concat)).ToArbitrary();

    /// <summary>A property that holds for every input; the counterexample is in the message.</summary>
    public static void Hold<T>(Arbitrary<T> inputs, Action<T> property, int count = 500) =>
        Prop.ForAll(inputs, property).Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithQuietOnSuccess(true));
}
