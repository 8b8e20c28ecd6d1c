using System.Runtime.CompilerServices;

namespace ReactiveWs.Typed;

public ref partial struct ContractWriter
{
    const int LongestTime = 40;
    const int SecondsPerDay = 24 * 60 * 60;

    /// <summary>Writes a UUID.</summary>
    public void Write(Guid value) => FormatText(value, "D");

    /// <summary>Writes a date.</summary>
    public void Write(DateOnly value) => FormatText(value, "O");

    /// <summary>Writes a time of day.</summary>
    public void Write(TimeOnly value) => Write(value.ToTimeSpan());

    /// <summary>Writes a duration.</summary>
    public void Write(TimeSpan value) => FormatText(value, "c");

    /// <summary>Writes a version.</summary>
    public void Write(Version value)
    {
        ArgumentNullException.ThrowIfNull(value);
        FormatText(value, default);
    }

    /// <summary>Writes a date and time (ISO 8601), with as many digits of a second as are needed.</summary>
    public void Write(DateTime value)
    {
        WriteStart(value);
        if (value.Kind == DateTimeKind.Utc) _span[_used++] = (byte)'Z';
        else if (value.Kind == DateTimeKind.Local) WriteOffset(TimeZoneInfo.Local.GetUtcOffset(value));
        _span[_used++] = (byte)'"';
    }

    /// <summary>Writes a date and time with its offset (ISO 8601).</summary>
    public void Write(DateTimeOffset value)
    {
        WriteStart(value.DateTime);
        WriteOffset(value.Offset);
        _span[_used++] = (byte)'"';
    }

    void WriteStart(DateTime value)
    {
        Reserve(LongestTime);
        value.Deconstruct(out int year, out int month, out int day);
        uint ofDay = (uint)((ulong)value.Ticks / TimeSpan.TicksPerSecond % SecondsPerDay);
        Span<byte> target = _span.Slice(_used, 20);
        "\"0000-00-00T00:00:00"u8.CopyTo(target);
        TwoDigits(target, 1, (uint)year / 100);
        TwoDigits(target, 3, (uint)year % 100);
        TwoDigits(target, 6, (uint)month);
        TwoDigits(target, 9, (uint)day);
        TwoDigits(target, 12, ofDay / 3600);
        TwoDigits(target, 15, ofDay / 60 % 60);
        TwoDigits(target, 18, ofDay % 60);
        _used += target.Length;
        WriteFraction((int)(value.Ticks % TimeSpan.TicksPerSecond));
    }

    void WriteFraction(int ticks)
    {
        if (ticks == 0) return;
        int digits = 7;
        while (ticks % 10 == 0)
        {
            ticks /= 10;
            digits--;
        }
        _span[_used] = (byte)'.';
        for (int i = digits; i > 0; i--)
        {
            _span[_used + i] = (byte)('0' + (ticks % 10));
            ticks /= 10;
        }
        _used += digits + 1;
    }

    void WriteOffset(TimeSpan offset)
    {
        int minutes = (int)(offset.Ticks / TimeSpan.TicksPerMinute);
        Span<byte> target = _span.Slice(_used, 6);
        target[0] = minutes < 0 ? (byte)'-' : (byte)'+';
        uint size = (uint)Math.Abs(minutes);
        TwoDigits(target, 1, size / 60);
        target[3] = (byte)':';
        TwoDigits(target, 4, size % 60);
        _used += target.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void TwoDigits(Span<byte> target, int at, uint value) => Pairs.Slice((int)value * 2, 2).CopyTo(target.Slice(at, 2));

    static ReadOnlySpan<byte> Pairs =>
        "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899"u8;
}
