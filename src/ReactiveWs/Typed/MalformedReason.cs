namespace ReactiveWs;

/// <summary>Why a message does not fit its contract. Names places and kinds, never values: a value may be a secret.</summary>
/// <param name="Path">Where: a JSON path such as <c>$.items[2].at</c>.</param>
/// <param name="Expected">What should be there.</param>
/// <param name="Found">What is there.</param>
public sealed record MalformedReason(string Path, string Expected, string Found)
{
    /// <summary>The same reason as seen from the object around it.</summary>
    /// <param name="member">The JSON name of the member that holds the object.</param>
    public MalformedReason Under(string member) => this with { Path = IsPlain(member) ? $"$.{member}{Path[1..]}" : $"$['{member}']{Path[1..]}" };

    /// <summary>The same reason as seen from the array around it.</summary>
    /// <param name="index">The position in the array.</param>
    public MalformedReason At(int index) => this with { Path = $"$[{index}]{Path[1..]}" };

    /// <summary>A sentence: where, what was expected, what was found.</summary>
    public override string ToString() => $"{Path}: expected {Expected}, found {Found}";

    static bool IsPlain(string member) => member.Length > 0 && member.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '$');
}
