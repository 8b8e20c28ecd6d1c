namespace ReactiveWs.Bytes;

/// <summary>
/// Reads the head of an HTTP/1.1 message line by line (RFC 9112 §2). What it reports depends on the bytes up to the fault only, never on how many
/// more are there: so every split of the same bytes into reads gives the same result.
/// </summary>
/// <param name="input">The bytes that are there.</param>
/// <param name="maxSize">The most bytes that the head may have, the empty line included.</param>
internal ref struct HeadReader(ReadOnlySpan<byte> input, int maxSize)
{
    readonly ReadOnlySpan<byte> _input = input[..Math.Min(input.Length, maxSize)];
    readonly bool _isFull = input.Length >= maxSize;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Reads the first line, which has a limit of its own.</summary>
    public HeadFault ReadFirstLine(int maxLength, out ReadOnlySpan<byte> line)
    {
        var start = _input[..Math.Min(_input.Length, maxLength + 1)];
        line = default;
        return start.Length > maxLength && !start.Contains((byte)'\n') ? HeadFault.FirstLineTooLong : ReadLine(out line);
    }

    /// <summary>Reads and checks all field lines and the empty line after them.</summary>
    public HeadFault ReadFields(int maxFields)
    {
        for (var count = 0; ; count++)
        {
            var fault = ReadLine(out var line);
            if (fault != HeadFault.None || line.IsEmpty)
            {
                return fault;
            }
            fault = count == maxFields ? HeadFault.TooManyFields : CheckField(line);
            if (fault != HeadFault.None)
            {
                return fault;
            }
        }
    }

    HeadFault ReadLine(out ReadOnlySpan<byte> line)
    {
        var rest = _input[Position..];
        var end = rest.IndexOf((byte)'\n');
        line = end > 0 ? rest[..(end - 1)] : default;
        if (end < 0)
        {
            return _isFull ? HeadFault.TooLarge : HeadFault.NeedsMore;
        }
        if (end == 0 || rest[end - 1] != '\r')
        {
            return HeadFault.BareLineFeed;
        }
        Position += end + 1;
        return line.Contains((byte)'\r') ? HeadFault.BareReturn : HeadFault.None;
    }

    static HeadFault CheckField(ReadOnlySpan<byte> line)
    {
        if (line[0] is (byte)' ' or (byte)'\t')
        {
            return HeadFault.Folded;
        }
        var colon = line.IndexOf((byte)':');
        if (colon > 0 && line[colon - 1] is (byte)' ' or (byte)'\t')
        {
            return HeadFault.SpaceBeforeColon;
        }
        if (colon < 0 || !HttpSyntax.IsToken(line[..colon]))
        {
            return HeadFault.FieldName;
        }
        return HttpSyntax.IsFieldValue(line[(colon + 1)..]) ? HeadFault.None : HeadFault.FieldValue;
    }
}
