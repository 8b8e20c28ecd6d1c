namespace ReactiveWs.Messages;

/// <summary>What the send queue tells its connection. Called under the queue's lock: note it, and return.</summary>
internal interface ISendEvents
{
    /// <summary>As much as the high-water mark waits for a link that takes no more at once.</summary>
    void OnSlow();

    /// <summary>The link cannot be written to any more.</summary>
    void OnBroken(Exception error);
}
