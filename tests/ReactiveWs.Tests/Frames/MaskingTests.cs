using ReactiveWs.Frames;

namespace ReactiveWs.Tests.Frames;

public sealed class MaskingTests
{
    const uint Key = 0x3D21FA37;

    [Fact] // RFC 6455 §5.7
    public void The_masked_Hello_of_RFC_6455_unmasks()
    {
        var payload = Wire.Hex("7F 9F 4D 51 58");
        Masking.Apply(payload, Key);
        Assert.Equal("Hello"u8, payload);
    }

    [Fact]
    public void Every_length_phase_and_alignment_is_masked_as_byte_by_byte()
    {
        for (var length = 0; length <= 300; length++)
        for (var phase = 0; phase < 4; phase++)
        {
            var start = (length + phase) % 7;
            var (memory, expected) = (Wire.Random(length + 16), Wire.Random(length + 16));
            MaskByByte(expected.AsSpan(start, length), phase);
            Masking.Apply(memory.AsSpan(start, length), Key, phase);
            Assert.Equal(expected, memory);   // the bytes around it, too
        }
    }

    [Fact]
    public void Copying_masks_the_copy_and_leaves_the_source_and_what_follows()
    {
        for (var length = 0; length <= 300; length++)
        {
            var (source, destination, expected) = (Wire.Random(length), new byte[length + 8], Wire.Random(length));
            Masking.Copy(source, destination, Key, phase: length);
            MaskByByte(expected, length);
            Assert.Equal(Wire.Random(length), source);
            Assert.Equal([.. expected, 0, 0, 0, 0, 0, 0, 0, 0], destination);
        }
    }

    [Fact]
    public void A_copy_onto_itself_masks_in_place()
    {
        var (data, expected) = (Wire.Random(100), Wire.Random(100));
        Masking.Copy(data, data, Key);
        MaskByByte(expected, 0);
        Assert.Equal(expected, data);
    }

    [Fact]
    public void A_destination_that_is_too_short_is_refused() =>
        Assert.Throws<ArgumentException>("destination", () => Masking.Copy(new byte[5], new byte[4], Key));

    [Fact]
    public void A_payload_may_be_unmasked_in_any_parts() => Inputs.Hold(Inputs.Bytes, parts =>
    {
        var (whole, inParts, at) = (Wire.Random(parts.Sum(part => part)), Wire.Random(parts.Sum(part => part)), 0);
        Masking.Apply(whole, Key);
        foreach (var part in parts)
        {
            Masking.Apply(inParts.AsSpan(at, part), Key, phase: at);
            at += part;
        }

        Assert.Equal(whole, inParts);
    });

    [Fact]
    public void Masking_twice_gives_the_payload_back() => Inputs.Hold(Inputs.Bytes, payload =>
    {
        var data = payload.ToArray();
        var key = Masking.NewKey();
        Masking.Apply(data, key);
        Masking.Apply(data, key);
        Assert.Equal(payload, data);
    });

    [Fact]
    public void Keys_do_not_repeat_within_a_refill()
    {
        var keys = Enumerable.Range(0, 1000).Select(_ => Masking.NewKey()).ToList();
        Assert.True(keys.Distinct().Count() >= 998);   // chance makes two of a thousand alike once in 8,600 runs
    }

    [Fact]
    public void Keys_of_two_threads_differ()
    {
        uint[] theirs = [];
        var thread = new Thread(() => theirs = [.. Enumerable.Range(0, 10).Select(_ => Masking.NewKey())]);
        thread.Start();
        thread.Join();
        Assert.NotEqual(theirs, [.. Enumerable.Range(0, 10).Select(_ => Masking.NewKey())]);
    }

    [Fact]
    public void Masking_and_keys_allocate_nothing()
    {
        var data = new byte[1000];
        Masking.NewKey();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) Masking.Apply(data, Masking.NewKey(), i);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    static void MaskByByte(Span<byte> data, int phase)
    {
        for (var i = 0; i < data.Length; i++) data[i] ^= (byte)(Key >> (8 * ((i + phase) % 4)));
    }
}
