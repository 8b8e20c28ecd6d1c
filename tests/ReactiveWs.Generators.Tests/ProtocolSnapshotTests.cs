namespace ReactiveWs.Generators.Tests;

/// <summary>What is written for protocols. One method per snapshot: the method names the files.</summary>
public class ProtocolSnapshotTests
{
    [Fact]
    public void The_chat_protocol() => Verify(ProtocolMatrix.The_chat_protocol);

    [Fact]
    public void Somebody_elses_protocol() => Verify(ProtocolMatrix.Somebody_elses_protocol);

    [Fact]
    public void A_discriminator_inside_the_payload() => Verify(ProtocolMatrix.A_discriminator_inside_the_payload);

    [Fact]
    public void Requests_both_ways_and_policies() => Verify(ProtocolMatrix.Requests_both_ways_and_policies);

    [Fact]
    public void Names_that_need_care() => Verify(ProtocolMatrix.Names_that_need_care);

    [Fact]
    public void A_protocol_without_messages() => Verify(ProtocolMatrix.A_protocol_without_messages);

    [Fact]
    public void Handlers_by_type() => Verify(ProtocolMatrix.Handlers_by_type);

    [Fact]
    public void Every_protocol_has_a_snapshot() =>
        Assert.All(ProtocolMatrix.All, shape => Assert.NotNull(typeof(ProtocolSnapshotTests).GetMethod(shape.Name)));

    private static void Verify(string source, [System.Runtime.CompilerServices.CallerMemberName] string method = "") =>
        Snapshot.Verify(Compiling.Run(Compiling.Compilation(source)), method: method);
}
