using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace ReactiveWs.Frames;

/// <summary>Masks and unmasks payloads (RFC 6455 §5.3); the two are the same operation.</summary>
/// <remarks>
/// A key is a <see cref="uint"/> whose lowest byte is the first on the wire. This is the one file that steps around bounds checks:
/// every access is at an offset between 0 and the length minus the access's width, and each method below says why.
/// </remarks>
internal static class Masking
{
    [ThreadStatic]
    static KeyStock? t_keys;

    /// <summary>Masks or unmasks in place.</summary>
    /// <param name="data">A part of the payload, or all of it.</param>
    /// <param name="mask">The frame's key.</param>
    /// <param name="phase">Offset of the first byte of <paramref name="data"/> within the payload; only its lowest two bits matter.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply(Span<byte> data, uint mask, int phase = 0)
    {
        ref byte start = ref MemoryMarshal.GetReference(data);
        Xor(ref start, ref start, (nuint)data.Length, Rotate(mask, (nuint)phase));
    }

    /// <summary>Masks or unmasks while copying.</summary>
    /// <param name="source">A part of the payload, or all of it.</param>
    /// <param name="destination">As long as <paramref name="source"/> or longer; the same memory, or memory that does not overlap it.</param>
    /// <param name="mask">The frame's key.</param>
    /// <param name="phase">Offset of the first byte of <paramref name="source"/> within the payload.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter.</exception>
    public static void Copy(ReadOnlySpan<byte> source, Span<byte> destination, uint mask, int phase = 0)
    {
        if (destination.Length < source.Length) throw new ArgumentException("The destination is shorter than the source.", nameof(destination));
        Xor(ref MemoryMarshal.GetReference(source), ref MemoryMarshal.GetReference(destination), (nuint)source.Length, Rotate(mask, (nuint)phase));
    }

    /// <summary>A key that a peer cannot predict (§5.3, §10.3).</summary>
    public static uint NewKey() => (t_keys ??= new KeyStock()).Next();

    /// <summary>The key as it applies from an offset on: its lowest byte belongs to that offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint Rotate(uint mask, nuint offset) => BitOperations.RotateRight(mask, (int)(offset & 3) * 8);

    /// <summary>The key in the order in which the machine stores the bytes of a word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint InMemoryOrder(uint mask) => BitConverter.IsLittleEndian ? mask : BinaryPrimitives.ReverseEndianness(mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Xor(ref byte source, ref byte destination, nuint length, uint mask)
    {
        if (length >= (nuint)Vector128<byte>.Count) XorVectors(ref source, ref destination, length, mask);
        else XorShort(ref source, ref destination, length, mask);
    }

    // The last piece of each method overlaps the one before it. It is loaded before anything is stored, so that in place no byte is masked twice.
    static void XorVectors(ref byte source, ref byte destination, nuint length, uint mask)
    {
        if (Vector512.IsHardwareAccelerated && length >= (nuint)Vector512<byte>.Count) Xor512(ref source, ref destination, length, mask);
        else if (Vector256.IsHardwareAccelerated && length >= (nuint)Vector256<byte>.Count) Xor256(ref source, ref destination, length, mask);
        else Xor128(ref source, ref destination, length, mask);
    }

    static void Xor512(ref byte source, ref byte destination, nuint length, uint mask)
    {
        nuint last = length - (nuint)Vector512<byte>.Count;   // not negative: the caller checked
        Vector512<byte> tail = Vector512.LoadUnsafe(ref source, last) ^ Vector512.Create(InMemoryOrder(Rotate(mask, last))).AsByte();
        Vector512<byte> key = Vector512.Create(InMemoryOrder(mask)).AsByte();
        for (nuint i = 0; i < last; i += (nuint)Vector512<byte>.Count) (Vector512.LoadUnsafe(ref source, i) ^ key).StoreUnsafe(ref destination, i);
        tail.StoreUnsafe(ref destination, last);
    }

    static void Xor256(ref byte source, ref byte destination, nuint length, uint mask)
    {
        nuint last = length - (nuint)Vector256<byte>.Count;   // not negative: the caller checked
        Vector256<byte> tail = Vector256.LoadUnsafe(ref source, last) ^ Vector256.Create(InMemoryOrder(Rotate(mask, last))).AsByte();
        Vector256<byte> key = Vector256.Create(InMemoryOrder(mask)).AsByte();
        for (nuint i = 0; i < last; i += (nuint)Vector256<byte>.Count) (Vector256.LoadUnsafe(ref source, i) ^ key).StoreUnsafe(ref destination, i);
        tail.StoreUnsafe(ref destination, last);
    }

    static void Xor128(ref byte source, ref byte destination, nuint length, uint mask)
    {
        nuint last = length - (nuint)Vector128<byte>.Count;   // not negative: the caller checked
        Vector128<byte> tail = Vector128.LoadUnsafe(ref source, last) ^ Vector128.Create(InMemoryOrder(Rotate(mask, last))).AsByte();
        Vector128<byte> key = Vector128.Create(InMemoryOrder(mask)).AsByte();
        for (nuint i = 0; i < last; i += (nuint)Vector128<byte>.Count) (Vector128.LoadUnsafe(ref source, i) ^ key).StoreUnsafe(ref destination, i);
        tail.StoreUnsafe(ref destination, last);
    }

    // 0–15 bytes
    static void XorShort(ref byte source, ref byte destination, nuint length, uint mask)
    {
        if (length >= sizeof(ulong)) XorTwo<ulong>(ref source, ref destination, length, mask);
        else if (length >= sizeof(uint)) XorTwo<uint>(ref source, ref destination, length, mask);
        else for (nuint i = 0; i < length; i++) Unsafe.Add(ref destination, i) = (byte)(Unsafe.Add(ref source, i) ^ Rotate(mask, i));
    }

    // One word from the start and one that ends at the end; the caller checked that the length is at least one word and at most two.
    static void XorTwo<T>(ref byte source, ref byte destination, nuint length, uint mask)
        where T : unmanaged, IBinaryInteger<T>
    {
        nuint last = length - (nuint)Unsafe.SizeOf<T>();
        T tail = Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref source, last)) ^ Repeat<T>(InMemoryOrder(Rotate(mask, last)));
        T head = Unsafe.ReadUnaligned<T>(ref source) ^ Repeat<T>(InMemoryOrder(mask));
        Unsafe.WriteUnaligned(ref destination, head);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, last), tail);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static T Repeat<T>(uint mask)
        where T : unmanaged, IBinaryInteger<T> => T.CreateTruncating((ulong)mask << 32 | mask);

    /// <summary>Keys in stock, 4 KiB per thread that masks: one call to the system's generator would cost more than masking a message.</summary>
    sealed class KeyStock
    {
        readonly uint[] _keys = new uint[1024];
        int _left;

        public uint Next()
        {
            if (_left == 0) Refill();
            return _keys[--_left];
        }

        void Refill()
        {
            RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(_keys.AsSpan()));
            _left = _keys.Length;
        }
    }
}
