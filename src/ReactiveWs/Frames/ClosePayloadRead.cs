namespace ReactiveWs.Frames;

/// <summary>What <see cref="ClosePayload.Parse"/> found: a payload or a violation.</summary>
internal readonly struct ClosePayloadRead
{
    ClosePayloadRead(ClosePayload payload) => Payload = payload;

    ClosePayloadRead(Violation violation) => Violation = violation;

    /// <summary>The payload; its default when there is a <see cref="Violation"/>.</summary>
    public ClosePayload Payload { get; }

    /// <summary>The rule that the payload breaks, or null.</summary>
    public Violation? Violation { get; }

    public static implicit operator ClosePayloadRead(ClosePayload payload) => new(payload);

    public static implicit operator ClosePayloadRead(Violation violation) => new(violation);
}
