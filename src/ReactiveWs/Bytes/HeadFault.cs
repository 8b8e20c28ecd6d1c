namespace ReactiveWs.Bytes;

/// <summary>What ends the reading of a request's or response's head.</summary>
internal enum HeadFault
{
    /// <summary>Nothing: it goes on.</summary>
    None,

    /// <summary>The head does not end within the bytes that are there.</summary>
    NeedsMore,

    /// <summary>The head does not end within the limit.</summary>
    TooLarge,

    /// <summary>The first line does not end within its limit.</summary>
    FirstLineTooLong,

    /// <summary>There are more fields than the limit.</summary>
    TooManyFields,

    /// <summary>A line ends without a carriage return.</summary>
    BareLineFeed,

    /// <summary>A carriage return stands within a line.</summary>
    BareReturn,

    /// <summary>A line goes on in the next (obsolete folding).</summary>
    Folded,

    /// <summary>A field line without a colon, or with a name that is not a token.</summary>
    FieldName,

    /// <summary>White space between a field's name and its colon.</summary>
    SpaceBeforeColon,

    /// <summary>A control character in a value.</summary>
    FieldValue,
}

internal static class HeadFaultSentences
{
    /// <summary>What is wrong, with the section of the rule.</summary>
    public static string Sentence(this HeadFault fault) => fault switch
    {
        HeadFault.TooLarge => "the headers are too large",
        HeadFault.FirstLineTooLong => "the first line is too long",
        HeadFault.TooManyFields => "there are too many headers",
        HeadFault.BareLineFeed => "a line ends with LF alone; CRLF is required (RFC 9112 §2.2)",
        HeadFault.BareReturn => "a line contains a bare CR (RFC 9112 §2.2)",
        HeadFault.Folded => "a header is folded over several lines (RFC 9112 §5.2)",
        HeadFault.FieldName => "a header line has no valid name followed by a colon (RFC 9112 §5)",
        HeadFault.SpaceBeforeColon => "there is white space between a header's name and its colon (RFC 9112 §5.1)",
        HeadFault.FieldValue => "a header's value contains a control character (RFC 9110 §5.5)",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Not a fault with a sentence."),
    };
}
