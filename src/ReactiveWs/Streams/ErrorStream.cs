using ReactiveWs.Messages;

namespace ReactiveWs.Streams;

/// <summary>An <c>Errors</c> stream: knows when one of its subscribers or handlers is at work.</summary>
internal sealed class ErrorStream(IStreamOwner owner) : Multicast<ReactiveWsException>(Name, owner)
{
    public const string Name = "Errors";

    [ThreadStatic] static int t_depth;

    /// <summary>Whether the caller is a subscriber or a handler of errors.</summary>
    public static bool IsDelivering => t_depth > 0 || HandlerScope.IsOfErrors;

    public override void OnNext(ReactiveWsException value)
    {
        t_depth++;
        base.OnNext(value);      // subscribers are guarded
        t_depth--;
    }
}
