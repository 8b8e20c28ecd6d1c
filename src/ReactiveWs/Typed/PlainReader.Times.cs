namespace ReactiveWs.Typed;

public ref partial struct PlainReader
{
    const string Seconds = "0000-00-00T00:00:00";
    const int MostFraction = 7;

    /// <summary>Years that no offset leads out of.</summary>
    const int FirstYear = 2;
    const int LastYear = 9998;

    /// <summary>Reads a date and time (ISO 8601).</summary>
    public bool TryRead(out DateTimeOffset value)
    {
        value = default;
        if (!TryDateTime(out long ticks) || !TryOffset(out int minutes) || !TryPass((byte)'"')) return false;
        value = new DateTimeOffset(ticks, TimeSpan.FromMinutes(minutes));
        return true;
    }

    /// <summary>Reads a date and time (ISO 8601), in UTC or of no known place.</summary>
    public bool TryRead(out DateTime value)
    {
        value = default;
        if (!TryDateTime(out long ticks)) return false;
        value = new DateTime(ticks, TryPass((byte)'Z') ? DateTimeKind.Utc : DateTimeKind.Unspecified);
        return TryPass((byte)'"');
    }

    bool TryDateTime(out long ticks)
    {
        ticks = 0;
        if (_rest.Length <= Seconds.Length || !TryPass((byte)'"')) return false;
        ReadOnlySpan<byte> text = _rest[..Seconds.Length];
        if (text is not [_, _, _, _, (byte)'-', _, _, (byte)'-', _, _, (byte)'T', _, _, (byte)':', _, _, (byte)':', _, _]) return false;
        int year = (Two(text, 0) * 100) + Two(text, 2);
        (int month, int day, int hour, int minute, int second) = (Two(text, 5), Two(text, 8), Two(text, 11), Two(text, 14), Two(text, 17));
        // what is no digit makes a number that is out of its range, or negative
        if (year is < FirstYear or > LastYear || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59) return false;
        _rest = _rest[Seconds.Length..];
        ticks = new DateTime(year, month, day, hour, minute, second).Ticks;
        return !TryPass((byte)'.') || TryFraction(ref ticks);
    }

    /// <summary>The number of two digits; far below zero when there are others.</summary>
    static int Two(ReadOnlySpan<byte> text, int at)
    {
        (uint tens, uint ones) = ((uint)text[at] - '0', (uint)text[at + 1] - '0');
        return tens <= 9 && ones <= 9 ? (int)((tens * 10) + ones) : short.MinValue;
    }

    bool TryFraction(ref long ticks)
    {
        int count = 0;
        long unit = TimeSpan.TicksPerSecond;
        for (; count < _rest.Length && (uint)_rest[count] - '0' is <= 9 and uint digit; count++)
        {
            if (count == MostFraction) return false;
            unit /= 10;
            ticks += digit * unit;
        }
        _rest = _rest[count..];
        return count > 0;
    }

    /// <summary>Passes <c>Z</c>, or hours and minutes with their sign.</summary>
    bool TryOffset(out int minutes)
    {
        const int mostHours = 13;
        minutes = 0;
        if (TryPass((byte)'Z')) return true;
        if (_rest is not [var sign and ((byte)'+' or (byte)'-'), _, _, (byte)':', _, _, ..]) return false;
        (int hours, int rest) = (Two(_rest, 1), Two(_rest, 4));
        if (hours is < 0 or > mostHours || rest is < 0 or > 59) return false;
        minutes = (hours * 60) + rest;
        if (sign == (byte)'-') minutes = -minutes;
        _rest = _rest["+00:00".Length..];
        return true;
    }
}
