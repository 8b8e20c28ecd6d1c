using System.Text.RegularExpressions;

namespace ReactiveWs.Generators.Tests;

public partial class FingerprintTests
{
    private const string Protocol = "[WsProtocol(\"p\")] public static partial class P { [FromClient(\"a\")] public partial record A(int X, string? Y); [FromServer] public partial record B(A Item); }";

    private static string Of(string source) => Constant().Match(
        Compiling.Run(Compiling.Compilation(source)).GetRunResult().Results.Single().GeneratedSources.Single(s => s.HintName == "P.Fingerprint.g.cs").SourceText.ToString()).Value;

    [Theory]
    [InlineData("record A(int X", "record A(long X")]
    [InlineData("FromClient(\"a\")", "FromClient(\"b\")")]
    [InlineData("[FromServer]", "[FromEither]")]
    [InlineData("string? Y", "string Y")]
    public void A_change_of_the_wire_changes_it(string old, string @new) =>
        Assert.NotEqual(Of(Protocol), Of(Protocol.Replace(old, @new, StringComparison.Ordinal)));

    [Theory]
    [InlineData("public partial record A", "/// <summary>Text</summary>\npublic partial record A")]
    [InlineData("B(A Item)", "B(A Item) { public int Computed => 1; }")]
    public void Another_edit_does_not(string old, string @new) =>
        Assert.Equal(Of(Protocol), Of(Protocol.Replace(old, @new, StringComparison.Ordinal)));

    [GeneratedRegex("(?<=Fingerprint = \")[0-9a-f]{16}")]
    private static partial Regex Constant();
}
