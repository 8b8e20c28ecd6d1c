namespace ReactiveWs.Messages;

/// <summary>The words for the types of messages, in drops and in telemetry.</summary>
internal static class MessageName
{
    public const string Text = "text";
    public const string Binary = "binary";

    public static string Of(bool isText) => isText ? Text : Binary;
}

/// <summary>The name of a contract.</summary>
internal static class MessageName<T>
{
    public static readonly string Value = typeof(T).Name;
}
