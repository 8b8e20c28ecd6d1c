namespace ReactiveWs.Analyzers;

/// <summary>The rules' ids: 0xxx contracts, 1xxx use of sockets and streams, 2xxx devices, 3xxx security.</summary>
internal static class RuleIds
{
    public const string NotPartial = "RWS0001";
    public const string DiscriminatorTwice = "RWS0002";
    public const string NoWireForm = "RWS0003";
    public const string NameTwice = "RWS0004";
    public const string ShapeNotSupported = "RWS0005";
    public const string HandlerDoesNotFit = "RWS0006";
    public const string MessageNotHandled = "RWS0007";
    public const string GeneratedNameCollides = "RWS0009";
    public const string SendBeforeOpen = "RWS1001";
    public const string SendAfterClose = "RWS1002";
    public const string SubscribedAfterConnect = "RWS1003";
    public const string ErrorsNotObserved = "RWS1004";
    public const string AsyncSubscriber = "RWS1005";
    public const string SubscriptionLost = "RWS1006";
    public const string CloseNotSendable = "RWS1007";
    public const string NotAnAddress = "RWS1008";
    public const string OptionsContradict = "RWS1009";
    public const string TaskNotObserved = "RWS1010";
    public const string BlockingSubscriber = "RWS1011";
    public const string CapabilityMissing = "RWS2001";
    public const string GuardChecksOther = "RWS2002";
    public const string OverrideDemandsMore = "RWS2003";
    public const string UnknownTarget = "RWS2004";
    public const string CertificateUnchecked = "RWS3001";
    public const string AnyOriginWithCookies = "RWS3002";
}
