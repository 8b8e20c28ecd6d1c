namespace ReactiveWs.Repository.Tests.Rules;

public sealed class FolderRuleTests
{
    static readonly SourceFile s_frames = new("src/ReactiveWs/Frames/FrameReader.cs", "namespace ReactiveWs.Frames; class FrameReader { public static int Size => 1; }");
    static readonly SourceFile s_messages = new("src/ReactiveWs/Messages/Assembler.cs", "namespace ReactiveWs.Messages; class Assembler { Frames.FrameReader? _reader; }");
    static readonly SourceFile s_face = new("src/ReactiveWs/ReactiveWebSocket.cs", "namespace ReactiveWs; class ReactiveWebSocket { Messages.Assembler? _assembler; }");

    [Fact]
    public void Dependencies_point_one_way() => Rule.Holds(FolderRule.Check(RepositoryFiles.CSharp("src/ReactiveWs")));

    [Fact]
    public void Faces_use_messages_and_messages_use_frames() => Rule.Holds(FolderRule.Check([s_frames, s_messages, s_face]));

    [Fact]
    public void To_name_something_in_a_message_is_no_dependency() =>
        Rule.Holds(FolderRule.Check([s_frames, s_messages, s_face, new("src/ReactiveWs/Frames/X.cs", "namespace ReactiveWs.Frames; class X { string a = nameof(ReactiveWebSocket); }")]));

    [Theory]
    [InlineData("Frames/X.cs", "class X { Messages.Assembler? a; }", "Frames may not use Messages (Assembler)")]
    [InlineData("Bytes/X.cs", "class X { Messages.Assembler? a; }", "Bytes may not use Messages (Assembler)")]
    [InlineData("Devices/X.cs", "using static ReactiveWs.Frames.FrameReader; class X { int a = Size; }", "Devices may not use Frames")]
    [InlineData("Streams/X.cs", "class X { ReactiveWebSocket? a; }", "Streams may not use faces (ReactiveWebSocket)")]
    [InlineData("OpenInfo.cs", "record OpenInfo(Frames.FrameReader Reader);", "values may not use Frames (FrameReader)")]
    [InlineData("Utilities/X.cs", "class X;", "Utilities/ is not a folder of the design")]
    public void A_dependency_the_wrong_way_is_found(string path, string text, string finding) =>
        Assert.Contains(FolderRule.Check([s_frames, s_messages, s_face, new("src/ReactiveWs/" + path, Inside(text))]),
            found => found.Contains(finding, StringComparison.Ordinal));

    static string Inside(string text) => text.StartsWith("using", StringComparison.Ordinal) ? text : "namespace ReactiveWs; " + text;
}
