using System.Numerics;

namespace ReactiveWs.Typed;

public ref partial struct PlainReader
{
    /// <summary>Any number of so many digits fits into 64 bits with its sign.</summary>
    const int MostDigits = 18;

    /// <summary>Reads an integer.</summary>
    /// <typeparam name="T">Its type: of 64 bits at most.</typeparam>
    public bool TryRead<T>(out T value)
        where T : unmanaged, IBinaryInteger<T>
    {
        value = default;
        bool isNegative = TryPass((byte)'-');
        // zero with a sign is no unsigned integer to the platform
        if (!TryDigits(out long digits) || (isNegative && digits == 0)) return false;
        long number = isNegative ? -digits : digits;
        value = T.CreateTruncating(number);
        return long.CreateTruncating(value) == number && T.IsNegative(value) == number < 0;
    }

    /// <summary>Reads a number.</summary>
    public bool TryRead(out double value)
    {
        value = 0;
        if (!TryNumber(out ReadOnlySpan<byte> text)) return false;
        return text is [(byte)'0'] || (PlainNumber.TryRead(text, out PlainNumber number) && number.TryToDouble(out value));
    }

    /// <summary>Reads a decimal number.</summary>
    public bool TryRead(out decimal value)
    {
        value = 0;
        if (!TryNumber(out ReadOnlySpan<byte> text)) return false;
        if (text is [(byte)'0']) return true;
        if (!PlainNumber.TryRead(text, out PlainNumber number)) return false;
        value = number.ToDecimal();
        return true;
    }

    /// <summary>Passes a number without an exponent: an exponent is what follows then, and nothing goes on with that.</summary>
    bool TryNumber(out ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> start = _rest;
        TryPass((byte)'-');
        bool isNumber = TryDigits(out _) && (!TryPass((byte)'.') || TryFraction());
        text = start[..^_rest.Length];
        return isNumber;
    }

    /// <summary>Passes the digits of an integer, of which the first is no zero unless it is the only one.</summary>
    bool TryDigits(out long value)
    {
        value = 0;
        int count = 0;
        for (; count < _rest.Length && (uint)_rest[count] - '0' is <= 9 and uint digit; count++)
        {
            if (count == MostDigits) return false;
            value = (value * 10) + digit;
        }
        bool isPlain = count == 1 || (count > 1 && _rest[0] != (byte)'0');
        _rest = _rest[count..];
        return isPlain;
    }

    /// <summary>Passes the digits after a point.</summary>
    bool TryFraction()
    {
        int count = _rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (count <= 0) return false;
        _rest = _rest[count..];
        return true;
    }

    bool TryPass(byte one)
    {
        if (_rest is not [var next, .. var rest] || next != one) return false;
        _rest = rest;
        return true;
    }
}
