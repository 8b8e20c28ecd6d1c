namespace ReactiveWs.Typed;

/// <summary>A number as most are: a sign and a few digits with a point somewhere, never zero. Others are left to the platform, which takes longer.</summary>
readonly record struct PlainNumber(bool IsNegative, ulong Digits, int Scale)
{
    const int LongestText = 20;
    const double Smallest = 1e-4;
    const double TooLong = 1e15;
    const ulong LargestExact = 1UL << 53;

    static readonly double[] s_powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>The decimals whose digits fit into 64 bits.</summary>
    public static bool TryOf(decimal value, out PlainNumber number)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        number = new PlainNumber(parts[3] < 0, (uint)parts[0] | ((ulong)(uint)parts[1] << 32), (parts[3] >> 16) & 0xFF);
        return parts[2] == 0 && number.Digits != 0;
    }

    /// <summary>The doubles that are the nearest to a decimal of at most 15 digits: no shorter one and no other one of that length is as near.</summary>
    public static bool TryOf(double value, out PlainNumber number)
    {
        const int longestFraction = 6;
        number = default;
        double size = Math.Abs(value);
        if (!(size is >= Smallest and < TooLong)) return false;
        for (int scale = 0; scale <= longestFraction; scale++)
        {
            double digits = Math.Round(size * s_powers[scale]);
            if (digits >= TooLong) return false;
            if (digits / s_powers[scale] != size) continue;
            number = new PlainNumber(value < 0, (ulong)digits, scale);
            return true;
        }
        return false;
    }

    /// <summary>Reads a JSON number without an exponent.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out PlainNumber number)
    {
        number = default;
        if (text.Length is 0 or >= LongestText) return false;
        bool isNegative = text[0] == (byte)'-';
        ulong digits = 0;
        int point = -1;
        for (int i = isNegative ? 1 : 0; i < text.Length; i++)
        {
            uint digit = (uint)text[i] - '0';
            if (digit <= 9) digits = (digits * 10) + digit;
            else if (text[i] == (byte)'.') point = i;
            else return false;
        }
        number = new PlainNumber(isNegative, digits, point < 0 ? 0 : text.Length - 1 - point);
        return digits != 0;
    }

    /// <summary>The same number as a decimal, with its scale.</summary>
    public decimal ToDecimal() => new((int)Digits, (int)(Digits >> 32), 0, IsNegative, (byte)Scale);

    /// <summary>The nearest double, where one division of two exact ones gives it.</summary>
    public bool TryToDouble(out double value)
    {
        value = Digits / s_powers[Scale];
        if (IsNegative) value = -value;
        return Digits <= LargestExact;
    }
}
