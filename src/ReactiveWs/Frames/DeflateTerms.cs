namespace ReactiveWs.Frames;

/// <summary>The parameters of one permessage-deflate element as written, before they are weighed (RFC 7692 §7.1).</summary>
internal record struct DeflateTerms(
    bool ServerNoContextTakeover,
    bool ClientNoContextTakeover,
    int? ServerMaxWindowBits,
    bool HasClientMaxWindowBits,
    int? ClientMaxWindowBits)
{
    /// <summary>Reads an element's parameters; returns what is illegal about them, or null.</summary>
    /// <param name="element">A permessage-deflate element.</param>
    /// <param name="windowBitsMayBeBare">In an offer, <c>client_max_window_bits</c> may stand without a value (§7.1.2.2).</param>
    /// <param name="terms">The parameters; meaningless unless null is returned.</param>
    public static string? Read(Extension element, bool windowBitsMayBeBare, out DeflateTerms terms)
    {
        terms = default;
        foreach ((string name, string? value) in element.Parameters)
        {
            var legal = terms.Add(name.ToLowerInvariant(), value, windowBitsMayBeBare);
            if (!legal) return value is null ? $"the parameter '{name}' is illegal here (RFC 7692 §7.1)" : $"the parameter '{name}={value}' is illegal here (RFC 7692 §7.1)";
        }

        return null;
    }

    // False for an unknown name, a second one of its name, a value too many, one too few, or one that is no window size.
    bool Add(string name, string? value, bool windowBitsMayBeBare) => name switch
    {
        DeflateOffer.ServerNoContextTakeover => !ServerNoContextTakeover && value is null && (ServerNoContextTakeover = true),
        DeflateOffer.ClientNoContextTakeover => !ClientNoContextTakeover && value is null && (ClientNoContextTakeover = true),
        DeflateOffer.ServerMaxWindowBits => ServerMaxWindowBits is null && (ServerMaxWindowBits = WindowBits(value)) is not null,
        DeflateOffer.ClientMaxWindowBits => !HasClientMaxWindowBits && AddClientMaxWindowBits(value, windowBitsMayBeBare),
        _ => false,
    };

    bool AddClientMaxWindowBits(string? value, bool mayBeBare)
    {
        HasClientMaxWindowBits = true;
        ClientMaxWindowBits = WindowBits(value);
        return value is null ? mayBeBare : ClientMaxWindowBits is not null;
    }

    // A decimal number from 8 to 15 without leading zeros
    static int? WindowBits(string? value) => value switch
    {
        [>= '8' and <= '9'] => value[0] - '0',
        ['1', >= '0' and <= '5'] => 10 + value[1] - '0',
        _ => null,
    };
}
